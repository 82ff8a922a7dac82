import { createLog } from "@case-comments/contract-server";
import { createSandbox } from "./create-sandbox.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { problemOf } from "./sandbox-options.ts";
import { openStore } from "./store/open-store.ts";
import { destinationRules } from "./webhooks/destination.ts";

const graceMs = 1_000;

/**
 * Starts a sandbox in this process.
 *
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
