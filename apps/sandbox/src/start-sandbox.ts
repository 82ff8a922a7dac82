import { createLog } from "@case-comments/contract-server";
import { createSandbox } from "./create-sandbox.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { problemOf } from "./sandbox-options.ts";
import { openStore } from "./store/open-store.ts";
import { destinationRules } from "./webhooks/destination.ts";

const graceMs = 1_000;

/** Whether a version of Node brings SQLite without being asked to. */
function hasSqlite(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

/**
 * Starts a sandbox in this process.
 *
 * @throws {Error} on a Node that is too old
 * @throws {TypeError} if an option can't be meant
 * @throws the error of `listen`, such as one with the code EADDRINUSE when the port is taken
 * @throws {StoreUnavailable} if the database can't be reached or written
 *
 * @example
 * const sandbox = await startSandbox();
 * process.env.CASE_COMMENTS_BASE_URL = sandbox.url;
 * process.env.CV_API_KEY = "test_of-this-file";
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  if (!hasSqlite(process.versions.node))
    throw new Error(`@case-comments/sandbox needs Node 22.13 or newer, and this is ${process.version}`);
  const problem = problemOf(options);
  if (problem) throw new TypeError(problem);
  const { port = 0, host = "127.0.0.1", log: format = "off", store: location = "memory" } = options;
  const { testKeys = location === "memory", allowWebhooksTo = [], publicUrl } = options;
  const log = createLog({ format, name: "sandbox" });
  const store = await openStore(location);
  const server = createSandbox({
    store,
    testKeys,
    log,
    destinations: destinationRules(host, allowWebhooksTo),
    publicUrl,
  });
  const address = await server.listen(port, host).catch(async (error) => {
    await store.close();
    throw error;
  });
  log.listening(address.url);
  async function end(): Promise<void> {
    await server.close(graceMs);
    await store.close();
    await log.end();
  }
  let ending: Promise<void> | undefined;
  return {
    ...address,
    close() {
      ending ??= end();
      return ending;
    },
  };
}
