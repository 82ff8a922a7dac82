import {
  type AttachmentOptions,
  type AttachmentParts,
  type Content,
  partsOf,
  stated,
} from "../attachments/attachment.ts";
import type { AddCommentBody } from "../contract-types.ts";
import { addCaseCommentBody, addCaseCommentPath } from "../generated/request-rules.gen.ts";
import { type Issue, type IssueCode, issue } from "../issue.ts";
import { conform, type Rule } from "./conform.ts";

/** The options of an attachment, and what it holds. */
export interface CheckedAttachment {
  readonly options: AttachmentOptions;
  readonly content: Content;
}

/** A copy of what the contract knows of a request, and nothing else. */
export interface CheckedRequest {
  /** Without its attachments. */
  readonly body: AddCommentBody;
  readonly attachments: readonly CheckedAttachment[];
}

type Report = (path: string, code: IssueCode) => void;

/** Content is encoded while it is sent, so nothing more can be asked of it: another rule stops compiling. */
type Encoded<_Unchecked extends never> = { readonly contentEncoding: "base64" };

// What is given in one object, the contract keeps in three places.
const { action, communication, ...beside } = addCaseCommentBody.properties;
const { attachments: attachmentList, ...fields } = communication.properties;
const { content: _, ...shown } = attachmentList.items.properties satisfies {
  content: Encoded<Exclude<keyof typeof attachmentList.items.properties.content, "type" | "contentEncoding">>;
};

const besideRule: Rule = { ...addCaseCommentBody, properties: beside };
const communicationRule: Rule = { ...communication, properties: fields };
const attachmentListRule: Rule = { ...attachmentList, items: {} };
const attachmentRule: Rule = {
  ...attachmentList.items,
  properties: shown,
  required: [...attachmentList.items.required, ...stated],
};

/**
 * Checks a call before anything is sent, by the contract's own rules. TypeScript has seen to most of
 * it already; JavaScript and casts have not. By hand stands only what is stricter than the contract:
 * an attachment must say what it is, and have a name, and no field may be unknown, but those of persons.
 *
 * @returns what may be sent, or every rule that the input breaks
 */
export function checkInput(
  caseId: unknown,
  comment: unknown,
): CheckedRequest | { readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const report: Report = (path, code) => void issues.push(issue(path, code));
  conform({ caseId }, addCaseCommentPath, "", report);
  // The contract's own first: what is no object at all is told once.
  const checked = conform(comment, communicationRule, "", report);
  if (typeof comment !== "object" || comment === null || Array.isArray(comment)) return { issues };
  const body = {
    action: action.const,
    ...(conform(comment, besideRule, "", report) as object),
    communication: checked,
  };
  reportUnknown(comment, [...Object.keys(communication.properties), ...Object.keys(beside)], "", report);
  const attachments = checkAttachments((comment as { attachments?: unknown }).attachments, report);
  return issues.length > 0 ? { issues } : { body: body as AddCommentBody, attachments };
}

function checkAttachments(list: unknown, report: Report): CheckedAttachment[] {
  if (list === undefined && !communication.required.includes("attachments" as never)) return [];
  conform(list, attachmentListRule, "/attachments", report);
  if (!Array.isArray(list)) return [];
  return Array.from(list, (attachment, index) =>
    checkAttachment(partsOf(attachment), `/attachments/${index}`, report),
  ).filter((attachment) => attachment !== undefined);
}

function checkAttachment(
  parts: AttachmentParts | undefined,
  path: string,
  report: Report,
): CheckedAttachment | undefined {
  if (!parts) return void report(path, "type");
  const { content } = parts;
  const options = conform(parts.options, attachmentRule, path, report) as AttachmentOptions;
  reportUnknown(parts.options, Object.keys(shown), path, report);
  if (options.fileName === "") report(`${path}/fileName`, "empty");
  if (typeof content === "string") return void report(`${path}/content`, content);
  return { options, content };
}

/**
 * A field that the API doesn't know is most likely a known one with a typing mistake, and what it
 * should have said would be lost. Persons may have more fields: they come from records of users.
 */
function reportUnknown(fields: object, known: readonly string[], path: string, report: Report): void {
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || known.includes(name)) continue;
    // What is no name is data, and not to be repeated.
    report(/^\w{1,40}$/.test(name) ? `${path}/${name}` : path, "unknownField");
  }
}
