import type { ExpectedFailure } from "@case-comments/contract";
import {
  jsonResponse,
  type PreparedResponse,
  type ReceivedCall,
  type Reply,
} from "@case-comments/contract-server";
import type { Callers } from "./access/callers.ts";
import { failureOf, failureResponse } from "./api/failure-responses.ts";
import { servedContract } from "./api/served-contract.ts";
import { envelope } from "./envelope.ts";
import { orderedFault } from "./faults/ordered-fault.ts";
import { giveBack } from "./large-content.ts";
import { addComment } from "./operations/add-comment.ts";
import { listDeliveries, redeliver } from "./operations/deliveries.ts";
import { listAssignees } from "./operations/list-assignees.ts";
import { listComments } from "./operations/list-comments.ts";
import { CallerGone, type OperationHandler } from "./operations/operation-handler.ts";
import { readAttachment, readLinkedAttachment } from "./operations/read-attachment.ts";
import { reset } from "./operations/reset.ts";
import { readWebhook, removeWebhook, setWebhook } from "./operations/webhook.ts";
import type { Store } from "./store/store.ts";
import { StoreUnavailable } from "./store/store-unavailable.ts";
import type { AttachmentLinks } from "./webhooks/attachment-links.ts";
import type { Dispatcher } from "./webhooks/dispatcher.ts";

const handlers: Record<string, OperationHandler> = {
  addCaseComment: addComment,
  listSandboxAssignees: listAssignees,
  listSandboxComments: listComments,
  listSandboxDeliveries: listDeliveries,
  readSandboxAttachment: readAttachment,
  readSandboxFile: readLinkedAttachment,
  readSandboxWebhook: readWebhook,
  redeliverSandboxEvent: redeliver,
  removeSandboxWebhook: removeWebhook,
  resetSandbox: reset,
  setSandboxWebhook: setWebhook,
};

/**
 * Builds what answers a sandbox's calls: first by the contract, in the order of its checks, then by
 * what is kept.
 */
export function callHandler(store: Store, callerOf: Callers, dispatcher: Dispatcher, links: AttachmentLinks) {
  async function respond(call: ReceivedCall): Promise<PreparedResponse> {
    const { operation, headers, expected } = call;
    if (expected && (isOfHead(expected) || !asksForKey(operation))) return failureResponse(expected.response);
    const { caller, world } = await callerOf(String(headers["cv-api-key"]));
    if (expected && !isReserved(expected)) {
      const isKnown = world !== undefined || (await store.run("findPrincipal", caller)) !== undefined;
      return isKnown ? failureResponse(expected.response) : failureOf(operation, "unknownApiKey");
    }
    const handle = handlers[operation];
    if (!handle) throw new Error(`nothing handles ${operation}`);
    async function room(bytes: number): Promise<void> {
      if (!(await call.room(bytes))) throw new CallerGone();
    }
    const json = call.body && "json" in call.body ? call.body.json : undefined;
    return handle(
      { operation, path: call.path, query: call.query, json, isHead: call.method === "HEAD" },
      { caller, world, store, dispatcher, links, room },
    );
  }

  return async function handle(call: ReceivedCall): Promise<Reply> {
    // What it says has been read.
    giveBack(call.content);
    const ordered = orderedFault(call);
    if (ordered === "invalid") return { response: invalidPreference };
    // Whatever would be answered, the fault comes instead.
    if (ordered && !ordered.isKept) return { response: storeUnavailable };
    try {
      return { response: await respond(call) };
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof CallerGone)
        return { response: storeUnavailable };
      throw error;
    }
  };
}

/** Whether an operation is for those alone who have a key. */
const asksForKey = (operation: string) =>
  servedContract.operation(operation).responseExamples.some(({ failure }) => failure === "unknownApiKey");
/** Whether a failure was found before anyone asked whose the key is. */
const isOfHead = ({ violations: [first] }: ExpectedFailure) =>
  first?.in === "header" || first?.rule === "maxBytes";
/** Ids that are set aside for tests tell a mock what to answer. Here it depends on what is kept. */
const isReserved = ({ violations: [first] }: ExpectedFailure) => first?.rule === "reserved";

const storeUnavailable = jsonResponse(
  503,
  "storeUnavailable",
  envelope(503, "The database can't be reached or written"),
);
const invalidPreference = jsonResponse(
  422,
  "invalidPreference",
  envelope(
    422,
    "The sandbox answers by what it keeps. Prefer takes a fault, and kept=true or kept=false where both can be",
  ),
);
