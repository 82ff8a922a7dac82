import { type AttachmentOptions, type Content, partsOf, stated } from "../attachments/attachment.ts";
import type { AddCommentBody } from "../contract-types.ts";
import {
  addCaseCommentBody,
  addCaseCommentConstants,
  addCaseCommentPath,
} from "../generated/request-rules.gen.ts";
import { type Issue, issue } from "../issue.ts";
import { type AddCommentOptions, isRecord, unusableOption } from "./call-options.ts";
import { conform, type Report } from "./conform.ts";
import type { Rule } from "./keywords.ts";

/** The options of an attachment, and what it holds. */
export interface CheckedAttachment {
  readonly options: AttachmentOptions;
  readonly content: Content;
}

/** A copy of what the contract knows of a request, and nothing else. */
export interface CheckedRequest {
  /** Without its attachments, and with `communication`, which they belong to, at its end. */
  readonly body: AddCommentBody;
  readonly attachments: readonly CheckedAttachment[];
  readonly options: AddCommentOptions;
}

/** Content is encoded while it is sent, so nothing more can be asked of it: another rule stops compiling. */
type Encoded<_Unchecked extends never> = { readonly type: "string"; readonly contentEncoding: "base64" };

/** Files are written into the comment's list, so each of these must be there to be written into, and not null. */
type List = { readonly attachments: { readonly type: "array"; readonly items: { readonly type: "object" } } };
type Comment = { readonly communication: { readonly type: "object" } };

// What is given in one object, the contract keeps in three places.
const { communication, ...beside } = addCaseCommentBody.properties satisfies Comment;
const { attachments: list } = communication.properties satisfies List;
const { content: _, ...shown } = list.items.properties satisfies {
  content: Encoded<Exclude<keyof typeof list.items.properties.content, "type" | "contentEncoding">>;
};

// By hand stands only what is stricter than the contract: no field may be unknown, because it is most
// likely a known one with a typing mistake, and what it should have said would be lost. Persons may have
// more fields: they come from records of users.
const commentRule: Rule = {
  ...communication,
  required: [...communication.required, ...addCaseCommentBody.required],
  properties: { ...communication.properties, attachments: { ...list, items: {} }, ...beside },
  closed: true,
};
/** An attachment must say what it is. */
const attachmentRule: Rule = {
  ...list.items,
  required: [...list.items.required, ...stated],
  properties: shown,
  closed: true,
};

/**
 * Checks a call before anything is sent, by the contract's own rules. TypeScript has seen to most of
 * it already; JavaScript and casts have not.
 *
 * @returns what may be sent, or every rule that the input breaks
 */
export function checkInput(
  caseId: unknown,
  comment: unknown,
  options: AddCommentOptions = {},
): CheckedRequest | { readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const report: Report = (path, code) => void issues.push(issue(path, code));
  try {
    // A copy, because a tracer may change its headers while the key is being got.
    const copy = { ...options, ...(isRecord(options?.headers) && { headers: { ...options.headers } }) };
    const unusable = unusableOption(copy);
    if (unusable) report(`/${unusable}`, "unusable");
    const checked = checkComment(caseId, comment, copy, report);
    return issues.length > 0 ? { issues } : checked;
  } catch {
    // A getter of the caller's own threw, and nothing has been sent.
    return { issues: [issue("", "unusable")] };
  }
}

/**
 * Checks what a call is to send.
 *
 * @param options are taken as they are
 * @returns what may be sent, if nothing was reported
 */
export function checkComment(
  caseId: unknown,
  comment: unknown,
  options: AddCommentOptions,
  report: Report,
): CheckedRequest {
  conform({ caseId }, addCaseCommentPath, "", report);
  const checked = conform(comment, commentRule, "", report) as Record<string, unknown> | undefined;
  const { attachments: files = [], ...fields } = checked ?? {};
  const attachments = (files as unknown[]).map((file, index) =>
    checkAttachment(file, `/attachments/${index}`, report),
  );
  const outer: Record<string, unknown> = { ...addCaseCommentConstants };
  for (const name of Object.keys(beside)) {
    if (name in fields) outer[name] = fields[name];
    delete fields[name];
  }
  // The attachments are appended to what comes last.
  return { body: { ...outer, communication: fields } as AddCommentBody, attachments, options };
}

function checkAttachment(attachment: unknown, path: string, report: Report): CheckedAttachment {
  const { options, content = "type" } = partsOf(attachment) ?? {};
  const checked = options && (conform(options, attachmentRule, path, report) as AttachmentOptions);
  if (checked?.fileName === "") report(`${path}/fileName`, "empty");
  if (typeof content === "string") report(checked ? `${path}/content` : path, content);
  return { options: checked, content } as CheckedAttachment;
}
