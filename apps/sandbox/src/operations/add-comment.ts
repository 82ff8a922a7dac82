import { jsonResponse, type PreparedResponse } from "@case-comments/contract-server";
import { failureOf } from "../api/failure-responses.ts";
import type { NewAttachment, NewComment } from "../store/comments.ts";
import { isNestedDeeperThan } from "./nesting.ts";
import { notifiesByDefault } from "./notifies-by-default.ts";
import type { OperationHandler } from "./operation-handler.ts";
import { timeOrderedId } from "./time-ordered-id.ts";

/** The body of the call, as the contract's check has let it through. */
interface AddCommentBody {
  communication: {
    isRestricted: boolean;
    webhookNotify?: boolean;
    attachments?: readonly PostedAttachment[];
  };
}

interface PostedAttachment {
  content: string;
  isRestricted?: boolean;
}

/**
 * How deep what is said may be nested, in fields that the contract doesn't know. Until it is read back, it is written
 * several times by what recurses. The first of these to fail is what passes it to a thread, at about 3,300 levels.
 */
export const mostLevels = 1_000;

/** Keeps a comment. It is answered when it is on disk, and told if that is to come first. */
export const addComment: OperationHandler = async (
  { operation, path, json },
  { caller, store, dispatcher },
) => {
  const { communication } = json as AddCommentBody;
  if (isNestedDeeperThan(communication, mostLevels)) return failureOf(operation, "bodyTooLarge");
  const comment = newComment(communication);
  const caseId = path.caseId ?? "";
  const outcome = await store.run("addComment", { caller, caseId, comment });
  if (typeof outcome === "object") await dispatcher.deliver(outcome);
  else if (outcome === "createdAndOwed") dispatcher.wake();
  else if (outcome !== "created") return failureOf(operation, outcome);
  return created(comment);
};

function newComment(communication: AddCommentBody["communication"]): NewComment {
  const { attachments = [], ...rest } = communication;
  const now = new Date();
  return {
    id: timeOrderedId(now.getTime()),
    createdAt: now.toISOString(),
    isRestricted: communication.isRestricted,
    webhookNotify: communication.webhookNotify ?? notifiesByDefault,
    communication: rest,
    attachments: attachments.map(newAttachment),
  };
}

function newAttachment(posted: PostedAttachment): NewAttachment {
  const { content, ...facts } = posted;
  // The body is held until the call is answered; its files needn't be there twice for so long.
  posted.content = "";
  // Who does not say whether a file is restricted may not mean that everybody may see it.
  return { facts, isRestricted: facts.isRestricted ?? false, content: Buffer.from(content, "base64") };
}

function created({ id, createdAt }: NewComment): PreparedResponse {
  return jsonResponse(200, "commentCreated", {
    status: 200,
    success: true,
    message: "Case comment created successfully",
    data: { commentId: id, createdAt },
  });
}
