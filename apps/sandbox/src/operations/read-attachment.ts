import { failureOf } from "../api/failure-responses.ts";
import { download } from "./download.ts";
import type { OperationHandler } from "./operation-handler.ts";
import { readWhenThereIsRoom } from "./read-when-there-is-room.ts";

/** Gives a file to whoever has a key that may read it. */
export const readAttachment: OperationHandler = async (
  { operation, path, isHead },
  { caller, store, room },
) => {
  const place = { caller, commentId: path.commentId ?? "", position: Number(path.position) };
  const read = (most: number) => store.run("readAttachment", { ...place, most });
  const found = await (isHead ? read(0) : readWhenThereIsRoom(room, 1, read));
  return typeof found === "string" ? failureOf(operation, found) : download(found);
};

/** Gives a file to whoever has a link to it. What is wrong with another link is not said. */
export const readLinkedAttachment: OperationHandler = async (
  { operation, path, isHead },
  { store, links, room },
) => {
  const place = await links.placeOf(path.token ?? "");
  if (!place) return failureOf(operation, "linkRefused");
  const read = (most: number) => store.run("readLinkedAttachment", { ...place, most });
  const found = await (isHead ? read(0) : readWhenThereIsRoom(room, 1, read));
  return found ? download(found) : failureOf(operation, "linkRefused");
};
