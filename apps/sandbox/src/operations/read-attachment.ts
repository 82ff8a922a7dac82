import { failureOf } from "../api/failure-responses.ts";
import { download } from "./download.ts";
import type { OperationHandler } from "./operation-handler.ts";

/** Gives a file to whoever has a key that may read it. */
export const readAttachment: OperationHandler = async ({ operation, path }, { caller, store }) => {
  const found = await store.run("readAttachment", {
    caller,
    commentId: path.commentId ?? "",
    position: Number(path.position),
  });
  return typeof found === "string" ? failureOf(operation, found) : download(found);
};

/** Gives a file to whoever has a link to it. What is wrong with another link is not said. */
export const readLinkedAttachment: OperationHandler = async ({ operation, path }, { store, links }) => {
  const place = await links.placeOf(path.token ?? "");
  const found = place && (await store.run("readLinkedAttachment", place));
  return found ? download(found) : failureOf(operation, "linkRefused");
};
