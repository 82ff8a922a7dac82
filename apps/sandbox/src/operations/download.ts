import type { PreparedResponse } from "@case-comments/contract-server";
import type { AttachmentContent } from "../store/comments.ts";
import { contentDisposition } from "./content-disposition.ts";
import { privately } from "./privately.ts";

/** A file, as bytes that a browser saves and never shows. */
export function download({ facts, content }: AttachmentContent): PreparedResponse {
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
