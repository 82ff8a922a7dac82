import { createLog } from "@case-comments/contract-server";
import { createSandbox } from "./create-sandbox.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { openStore } from "./store/open-store.ts";
import { destinationRules, isDestinationRule } from "./webhooks/destination.ts";
import { isWebAddress } from "./webhooks/web-address.ts";

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
  const { port = 0, host = "127.0.0.1", log: format = "off", store: location = "memory" } = options;
  const { testKeys = location === "memory", allowWebhooksTo = [], publicUrl } = options;
  if (!allowWebhooksTo.every(isDestinationRule))
    throw new TypeError("allowWebhooksTo takes hosts, addresses and ranges such as 10.0.0.0/8");
  if (publicUrl !== undefined && !isWebAddress(publicUrl))
    throw new TypeError("publicUrl takes an address such as http://sandbox:4020");
  const log = createLog({ format, name: "sandbox" });
  const store = await openStore(location);
  const server = createSandbox({
    store,
    testKeys,
    log,
    destinations: destinationRules(host, allowWebhooksTo),
    publicUrl: publicUrl?.replace(/\/+$/, ""),
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
