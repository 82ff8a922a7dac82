import type { PreparedResponse } from "@case-comments/contract-server";
import { failureOf } from "../api/failure-responses.ts";
import type { AttachmentContent } from "../store/comments.ts";
import { contentDisposition } from "./content-disposition.ts";
import type { OperationHandler } from "./operation-handler.ts";
import { privately } from "./privately.ts";

/** Gives a file, as bytes that a browser saves and never shows. */
export const readAttachment: OperationHandler = async ({ operation, path }, { caller, store }) => {
  const found = await store.run("readAttachment", {
    caller,
    commentId: path.commentId ?? "",
    position: Number(path.position),
  });
  return typeof found === "string" ? failureOf(operation, found) : download(found);
};

function download({ facts, content }: AttachmentContent): PreparedResponse {
  return {
    status: 200,
    name: "attachment",
    headers: {
      ...privately,
      "content-type": "application/octet-stream",
      "content-disposition": contentDisposition((facts as { fileName: string }).fileName),
      "content-length": String(content.length),
      "content-security-policy": "sandbox",
      "x-content-type-options": "nosniff",
    },
    content: Buffer.from(content.buffer, content.byteOffset, content.length),
  };
}
