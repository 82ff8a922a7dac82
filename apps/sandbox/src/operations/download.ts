import type { PreparedResponse } from "@case-comments/contract-server";
import type { ReadAttachment } from "../store/comments.ts";
import { contentDisposition } from "./content-disposition.ts";
import { privately } from "./privately.ts";

/** A file, as bytes that a browser saves and never shows; without a content, what is said of it. */
export function download({ facts, size, content }: ReadAttachment): PreparedResponse {
  return {
    status: 200,
    name: "attachment",
    headers: {
      ...privately,
      "content-type": "application/octet-stream",
      "content-disposition": contentDisposition((facts as { fileName: string }).fileName),
      "content-length": String(size),
      "content-security-policy": "sandbox",
      "x-content-type-options": "nosniff",
    },
    content: content ? Buffer.from(content.buffer, content.byteOffset, content.length) : "",
  };
}
