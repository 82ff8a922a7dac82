/**
 * A sandbox that keeps nothing: HTTP, the contract's check and the answer, and no database. It takes the options
 * of a sandbox's command line, and minds none.
 */
import { once } from "node:events";
import { createLog } from "@case-comments/contract-server";
import { createSandbox } from "../../../apps/sandbox/src/create-sandbox.ts";
import type { Output, Store, TransactionName } from "../../../apps/sandbox/src/store/store.ts";
import { destinationRules } from "../../../apps/sandbox/src/webhooks/destination.ts";

const outcomes: { [Name in TransactionName]?: Output<Name> } = {
  addComment: "created",
  claimEvents: { claimed: [], nextInMs: undefined },
};
const store: Store = {
  isAlone: false,
  run: async (name) => outcomes[name] as never,
  close: async () => {},
};
const host = "127.0.0.1";
const log = createLog({ format: "json", name: "sandbox" });
const sandbox = createSandbox({ store, testKeys: true, log, destinations: destinationRules(host, []) });
log.listening((await sandbox.listen(0, host)).url);
await once(process, "SIGTERM");
await sandbox.close(1_000);
