import { randomUUID } from "node:crypto";
import { documentedEvents, type WebhookEvent } from "./documented-events.ts";

/** It says what it is to whoever finds it, and holds what is printed in different ways. */
const text = "Sent by check-receiver to try this address. Blood pressure 120/80, 37 °C, señora Żółć 🩺";
const dayMs = 86_400_000;

/** A form that a comment's event can have. */
export interface CommentForm {
  readonly name: string;
  /** An event of a comment that nobody has seen before. */
  make(caseId: string): WebhookEvent;
}

const [usual = { summary: "", value: { event: "" } }, ...others] = documentedEvents;

/** An event of the usual form, with changes to the comment and beside it. */
function changed(comment: object, beside: (comment: object, caseId: string) => object = () => ({})) {
  return (caseId: string) => newComment(usual.value, caseId, comment, beside);
}

function newComment(
  { event, payload = {} }: WebhookEvent,
  caseId: string,
  changes: object = {},
  beside: (comment: object, caseId: string) => object = () => ({}),
): WebhookEvent {
  const property = "comments" in payload ? "comments" : "comment";
  const fresh = { id: randomUUID(), text, createdAt: new Date().toISOString() };
  const comment = { ...(payload[property] as object), ...fresh, ...changes };
  const withCase = payload.case ? { case: { ...payload.case, id: caseId } } : {};
  return { event, payload: { ...payload, [property]: comment, ...withCase, ...beside(comment, caseId) } };
}

/** A comment in the usual form. */
export const plainComment = changed({});

/** A comment of so many bytes, most of them a file; characters of several bytes lie wherever it is cut. */
export function largeComment(bytes: number): CommentForm["make"] {
  const isCut = "€".repeat(Math.floor(bytes / 12));
  // Four characters of base64 for three bytes.
  const content = Buffer.alloc(Math.floor(bytes * 0.56)).toString("base64");
  return changed({ text: isCut, attachments: [{ fileName: "scan.pdf", content }] });
}

/** Every form in which a comment can come, beside the usual one. */
export const commentForms: readonly CommentForm[] = [
  ...others.map(({ summary, value }) => ({
    name: `${summary.charAt(0).toLowerCase()}${summary.slice(1)}`,
    make: (caseId: string) => newComment(value, caseId),
  })),
  {
    name: "a comment with a file in base64",
    make: changed({ attachments: [{ fileName: "report.txt", content: "SGVtb2dsb2JpbiAxMy44IGcvZEwK" }] }),
  },
  {
    name: "a comment with the address of a file",
    make: changed({
      attachments: [{ fileName: "report.txt", url: "https://files.example/report.txt?signature=00" }],
    }),
  },
  { name: "an internal note", make: changed({ isRestricted: true }) },
  {
    name: "a comment with the whole case",
    make: changed({}, (comment, caseId) => ({
      case: { id: caseId, shortId: "C-1042", status: "IN_PROGRESS", communications: [comment] },
    })),
  },
  {
    name: "a comment of which only the id is there",
    make: (caseId) => {
      const { event } = usual.value;
      return { event, payload: { comments: { id: randomUUID() }, case: { id: caseId } } };
    },
  },
  {
    name: "a comment that comes a day late",
    make: (caseId) =>
      newComment(usual.value, caseId, { createdAt: new Date(Date.now() - dayMs).toISOString() }),
  },
];

/** Events that are no comments, such as come to the same address. */
export const otherEvents: readonly CommentForm[] = [
  {
    name: "DELETE_CASE_COMMENT",
    make: (id) => ({
      event: "DELETE_CASE_COMMENT",
      payload: { comments: { id: randomUUID() }, case: { id } },
    }),
  },
  { name: "CREATE_CASE", make: (id) => ({ event: "CREATE_CASE", payload: { case: { id } } }) },
  {
    name: "ORDER_CREATED",
    make: (id) => ({ event: "ORDER_CREATED", payload: { order: { id: randomUUID() }, case: { id } } }),
  },
  { name: "COMMENT_ACKNOWLEDGED without a payload", make: () => ({ event: "COMMENT_ACKNOWLEDGED" }) },
  {
    name: "an event that nobody knows yet",
    make: () => ({ event: "SOMETHING_NEW", payload: { something: [] } }),
  },
];
