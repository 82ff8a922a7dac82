import { createContractServer, type Log } from "@case-comments/contract-server";
import { callers } from "./access/callers.ts";
import { servedContract } from "./api/served-contract.ts";
import { callHandler } from "./call-handler.ts";
import { envelope } from "./envelope.ts";
import { orderedFault } from "./faults/ordered-fault.ts";
import type { Store } from "./store/store.ts";

/** What a sandbox is made of. */
export interface SandboxSettings {
  store: Store;
  /** Whether any key that begins with `test_` opens a world of its own. */
  testKeys: boolean;
  log: Log;
}

/** Makes a sandbox over a store. It doesn't listen yet, and closing it leaves the store open. */
export function createSandbox({ store, testKeys, log }: SandboxSettings) {
  return createContractServer({
    contract: servedContract,
    envelope,
    probes: { "/": () => true, "/livez": () => true, "/readyz": () => isReady(store) },
    hintHeader: "case-comments-sandbox-hint",
    faultOf(head) {
      const ordered = orderedFault(head);
      return typeof ordered === "object" ? ordered.fault : undefined;
    },
    handle: callHandler(store, callers(store, testKeys)),
    onExchange({ method, call, status, response, ms, hint, pathShape }) {
      log.answered({ method, operation: call?.operation, path: pathShape, status, response, ms, hint });
    },
  });
}

/** Whether the database answers. */
function isReady(store: Store): Promise<boolean> {
  return store.run("ping", {}).then(
    () => true,
    () => false,
  );
}
