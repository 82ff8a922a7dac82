import { jsonResponse } from "@case-comments/contract-server";
import { failureOf } from "../api/failure-responses.ts";
import type { StoredComment } from "../store/comments.ts";
import type { OperationHandler } from "./operation-handler.ts";
import { privately } from "./privately.ts";
import { readWhenThereIsRoom } from "./read-when-there-is-room.ts";

const usualLimit = 50;
// Its texts, what they say, and its JSON.
const copies = 3;

/** Gives a page of a case's comments. */
export const listComments: OperationHandler = async ({ operation, path, query }, { caller, store, room }) => {
  const after = query.get("after");
  const page = {
    caller,
    caseId: path.caseId ?? "",
    limit: Number(query.get("limit") ?? usualLimit),
    ...(after === null ? {} : { after }),
  };
  const found = await readWhenThereIsRoom(room, copies, (most) =>
    store.run("listComments", { ...page, most }),
  );
  if (typeof found === "string") return failureOf(operation, found);
  const { comments, hasMore } = found;
  const next = hasMore ? comments.at(-1)?.id : undefined;
  return jsonResponse(200, "commentPage", { comments: comments.map(toJson), next }, privately);
};

function toJson({ id, createdAt, communication, attachments }: StoredComment): object {
  const files = attachments.map(({ facts, size, position }) => ({
    ...facts,
    size,
    href: `/sandbox/v1/comments/${id}/attachments/${position}`,
  }));
  return { commentId: id, createdAt, communication: { ...communication, attachments: files } };
}
