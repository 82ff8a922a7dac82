import { createLog } from "@case-comments/contract-server";
import { createSandbox } from "./create-sandbox.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { openStore } from "./store/open-store.ts";
import { destinationRules } from "./webhooks/destination.ts";

const graceMs = 1_000;

/**
 * Starts a sandbox in this process.
 *
 * @throws the error of `listen`, such as one with the code EADDRINUSE when the port is taken
 * @throws {StoreUnavailable} if the database can't be reached or written
 *
 * @example
 * const sandbox = await startSandbox();
 * process.env.CASE_COMMENTS_BASE_URL = sandbox.url;
 * process.env.CV_API_KEY = "test_of-this-file";
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = "127.0.0.1", log: format = "off", store: location = "memory" } = options;
  const { testKeys = location === "memory", allowWebhooksTo = [] } = options;
  const log = createLog({ format, name: "sandbox" });
  const store = await openStore(location);
  const server = createSandbox({
    store,
    testKeys,
    log,
    destinations: destinationRules(host, allowWebhooksTo),
  });
  const address = await server.listen(port, host).catch(async (error) => {
    await store.close();
    throw error;
  });
  log.listening(address.url);
  return {
    ...address,
    async close() {
      await server.close(graceMs);
      await store.close();
      await log.end();
    },
  };
}
