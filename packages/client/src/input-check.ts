import { type AttachmentParts, type Content, partsOf } from "./attachments/attachment.ts";
import { type Issue, type IssueCode, issue } from "./issue.ts";
import type { Person } from "./new-comment.ts";
import type { components } from "./schema.gen.ts";

export interface CheckedAttachment extends AttachmentParts {
  readonly content: Content;
}

/** A copy of what the contract knows of a comment, and nothing else. */
export interface CheckedComment {
  readonly communication: Omit<components["schemas"]["Communication"], "attachments">;
  readonly attachments: readonly CheckedAttachment[];
}

type Fields = Record<string, unknown>;
type Type = "string" | "boolean";
type Report = (path: string, code: IssueCode) => undefined;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Checks a call before anything is sent. TypeScript has seen to most of it already; JavaScript
 * and casts have not.
 *
 * @returns what may be sent, or every rule that the input breaks
 */
export function checkInput(
  caseId: unknown,
  comment: unknown,
): CheckedComment | { readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const report: Report = (path, code) => void issues.push(issue(path, code));
  if (typeof caseId !== "string" || !uuid.test(caseId)) report("/caseId", "uuid");
  const fields = fieldsOf(comment, "", report);
  if (!fields) return { issues };
  const communication = {
    text: required(fields, "text", "string", "", report),
    isRestricted: required(fields, "isRestricted", "boolean", "", report),
    webhookNotify: optional(fields, "webhookNotify", "boolean", "", report),
    author: person(fields.author, "/author", report),
    taggedUsers: items(fields, "taggedUsers", person, report),
  };
  const attachments = items(fields, "attachments", attachment, report) ?? [];
  return issues.length > 0 ? { issues } : ({ communication, attachments } as CheckedComment);
}

function fieldsOf(value: unknown, path: string, report: Report): Fields | undefined {
  if (typeof value === "object" && value !== null) return value as Fields;
  return report(path, value === undefined ? "required" : "type");
}

function required(fields: Fields, name: string, type: Type, path: string, report: Report): unknown {
  if (fields[name] === undefined) return report(`${path}/${name}`, "required");
  return optional(fields, name, type, path, report);
}

function optional(fields: Fields, name: string, type: Type, path: string, report: Report): unknown {
  const value = fields[name];
  if (value === undefined || typeof value === type) return value;
  return report(`${path}/${name}`, "type");
}

function items<Item>(
  fields: Fields,
  name: string,
  check: (item: unknown, path: string, report: Report) => Item | undefined,
  report: Report,
): (Item | undefined)[] | undefined {
  const list = fields[name];
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) return report(`/${name}`, "type");
  return Array.from(list, (item, index) => check(item, `/${name}/${index}`, report));
}

function person(value: unknown, path: string, report: Report): Person | undefined {
  const fields = fieldsOf(value, path, report);
  if (!fields) return undefined;
  const email = required(fields, "email", "string", path, report);
  if (typeof email === "string" && !isEmail(email)) report(`${path}/email`, "email");
  return {
    email: email as string,
    firstName: optional(fields, "firstName", "string", path, report) as string | undefined,
    lastName: optional(fields, "lastName", "string", path, report) as string | undefined,
  };
}

/**
 * Lenient on purpose, as the contract is: refusing a real address would lose a comment.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1
 */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused here
  return text.length <= 320 && at > 0 && at < text.length - 1 && !/[\s\u0000-\u001f\u007f]/.test(text);
}

function attachment(value: unknown, path: string, report: Report): AttachmentParts | undefined {
  const parts = partsOf(value);
  if (!parts) return report(path, "type");
  const fields = { ...parts };
  if (required(fields, "fileName", "string", path, report) === "") report(`${path}/fileName`, "empty");
  required(fields, "isPHI", "boolean", path, report);
  required(fields, "isRestricted", "boolean", path, report);
  if (typeof parts.content === "string") report(`${path}/content`, parts.content);
  return parts;
}
