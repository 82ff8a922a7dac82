import { createHash, createHmac } from "node:crypto";
import type { OwedEvent } from "../store/webhooks.ts";

interface Communication {
  text: string;
  isRestricted: boolean;
  author: { email: string; firstName?: string; lastName?: string };
}

/**
 * The bytes of a comment's event. They are made anew for each attempt from what is kept, and are always
 * the same, so that every attempt has the same signature.
 *
 * @see openapi/webhooks/add-case-comment.yaml
 */
export function eventBody({ form, comment }: Pick<OwedEvent, "form" | "comment">): Buffer {
  const { id, caseId, createdAt, communication, attachments } = comment;
  const { text, isRestricted, author } = communication as Communication;
  const { email, firstName = "", lastName = "" } = author;
  const files = attachments.map(({ facts, content }) => ({
    ...facts,
    content: Buffer.from(content.buffer, content.byteOffset, content.length).toString("base64"),
  }));
  const common = { id, text, isRestricted, createdAt };
  const payload =
    form === "older"
      ? { comment: { ...common, author: { firstName, lastName }, attachments: files } }
      : {
          comments: {
            ...common,
            author: { id: idOf(email), firstName, lastName, email, role: "USER" },
            attachments: files,
          },
          case: { id: caseId },
        };
  return Buffer.from(JSON.stringify({ event: "ADD_CASE_COMMENT", payload }));
}

/**
 * The bytes of an event that tells of no comment. More than forty such events come to the same address; the
 * vendor's name is documented, what such an event holds is assumed.
 */
export function otherEventBody({ comment }: Pick<OwedEvent, "comment">): Buffer {
  return Buffer.from(
    JSON.stringify({ event: "COMMENT_ACKNOWLEDGED", payload: { case: { id: comment.caseId } } }),
  );
}

/** The header `x-cv-signature` of an event. */
export function signatureOf(body: Buffer, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

/** An id for somebody of whom only the address is known: always the same, and in the form of a UUID. */
function idOf(email: string): string {
  const digest = createHash("sha256").update(email).digest("hex");
  return [8, 4, 4, 4, 12]
    .map((length, index) => digest.slice(index * 12, index * 12 + length))
    .join("-")
    .replace(/^(.{14})./, "$18")
    .replace(/^(.{19})./, "$1a");
}
