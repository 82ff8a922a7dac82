import { jsonValue } from "./json-value.ts";
import { keyHeader, type PrintableRequest } from "./printable-request.ts";

type Fields = Record<string, unknown>;

/** A request that adds a comment, in the terms of programs that know what a comment is. */
export interface Comment {
  caseId: string;
  /** What describes the comment, and what stands beside it, but for the attachments. */
  fields: Fields;
  /** Undefined when the request doesn't speak of any. */
  attachments: { options: Fields; content: { file: string } | { base64: string } }[] | undefined;
}

/**
 * Reads a request as a comment.
 *
 * @returns the comment, or why a program that knows the API would not send such a request
 */
export function commentOf({ path, headers, body, files }: PrintableRequest): Comment | { refusal: string } {
  if (!(keyHeader in headers)) return { refusal: "It sends no request without a key." };
  if (headers["content-type"] !== "application/json") return { refusal: "It always sends application/json." };
  const json = jsonValue(body);
  if (!json) return { refusal: "It writes the JSON itself, and never this text." };
  if (!isObject(json.value)) return { refusal: "It always sends an object." };
  const { action, communication, ...beside } = json.value;
  if (action !== "ADD_COMMUNICATION") return { refusal: "It always sends the action ADD_COMMUNICATION." };
  if (!isObject(communication)) return { refusal: "It always sends an object as communication." };
  const { attachments, ...fields } = communication;
  const both = Object.keys(beside).find((name) => Object.hasOwn(communication, name));
  if (both) return { refusal: `It can't send ${both} both in the communication and beside it.` };
  const caseId = decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
  if (attachments === undefined) return { caseId, fields: { ...fields, ...beside }, attachments };
  if (!Array.isArray(attachments)) return { refusal: "It sends attachments as a list." };
  const read = attachments.map((each: unknown) => {
    if (!isObject(each) || typeof each.content !== "string") return undefined;
    const { content, ...options } = each;
    const file = files?.get(content);
    return { options, content: file === undefined ? { base64: content } : { file } };
  });
  if (!read.every((each) => each !== undefined)) return { refusal: "Every attachment of its has a content." };
  return { caseId, fields: { ...fields, ...beside }, attachments: read };
}

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
