import { createContractServer, type Log } from "@case-comments/contract-server";
import { callers } from "./access/callers.ts";
import { servedContract } from "./api/served-contract.ts";
import { callHandler } from "./call-handler.ts";
import { envelope } from "./envelope.ts";
import { orderedFault } from "./faults/ordered-fault.ts";
import type { Store } from "./store/store.ts";
import { attachmentLinks } from "./webhooks/attachment-links.ts";
import type { DestinationRules } from "./webhooks/destination.ts";
import { createDispatcher } from "./webhooks/dispatcher.ts";

/** What a sandbox is made of. */
export interface SandboxSettings {
  store: Store;
  /** Whether any key that begins with `test_` opens a world of its own. */
  testKeys: boolean;
  log: Log;
  /** Where events may go. */
  destinations: DestinationRules;
  /** Where receivers reach the sandbox; where it listens, if that is not said. */
  publicUrl?: string | undefined;
}

/** Makes a sandbox over a store. It doesn't listen yet, and closing it leaves the store open. */
export function createSandbox({ store, testKeys, log, destinations, publicUrl }: SandboxSettings) {
  const links = attachmentLinks(store);
  const dispatcher = createDispatcher(store, destinations, links);
  const server = createContractServer({
    contract: servedContract,
    envelope,
    probes: { "/": () => true, "/livez": () => true, "/readyz": () => isReady(store) },
    hintHeader: "case-comments-sandbox-hint",
    faultOf(head) {
      const ordered = orderedFault(head);
      return typeof ordered === "object" ? ordered.fault : undefined;
    },
    handle: callHandler(store, callers(store, testKeys), dispatcher, links),
    onExchange({ method, call, status, response, ms, hint, pathShape }) {
      log.answered({ method, operation: call?.operation, path: pathShape, status, response, ms, hint });
    },
  });
  return {
    /**
     * Starts to listen and to deliver, and gives the address. Where that fails, nothing is left to be closed.
     *
     * @throws the error of `listen`, such as one with the code EADDRINUSE
     */
    async listen(port: number, host: string) {
      const address = await server.listen(port, host);
      dispatcher.start((publicUrl ?? address.url).replace(/\/+$/, ""));
      return address;
    },
    /**
     * Takes no more calls, and gives those that are answered, and then the events that are sent, `graceMs` to end.
     *
     * @param idleMs how long is waited for calls that are on their way
     */
    async close(graceMs: number, idleMs = 0): Promise<void> {
      await server.close(graceMs, idleMs);
      await dispatcher.stop(graceMs);
    },
  };
}

/** Whether the database answers. */
function isReady(store: Store): Promise<boolean> {
  return store.run("ping", {}).then(
    () => true,
    () => false,
  );
}
