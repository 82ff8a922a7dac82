/**
 * What must compile, and what must not. The type checker reads this file; nothing runs it.
 */
import {
  type AddCommentError,
  type AddCommentResult,
  createClient,
  type Delivery,
  type ErrorOf,
  fromBytes,
  type NewComment,
} from "@case-comments/client";
import { createRawClient } from "@case-comments/client/raw";

const bytes = new Uint8Array();
const author = { email: "rosa@clinic.example" };
const least: NewComment = { text: "", isRestricted: false, author };
const client = createClient({ apiKey: "", environment: "staging" });

// A typo in an optional field, at any depth.
// @ts-expect-error
client.addComment("", { ...least, webhookNotfy: false });
// @ts-expect-error
client.addComment("", { ...least, author: { email: "", firstname: "" } });
// @ts-expect-error
client.addComment("", { ...least, taggedUsers: [{ email: "", lastname: "" }] });
// @ts-expect-error
fromBytes(bytes, { fileName: "", isPhi: true, isRestricted: false });

// webhookNotify has a default, so it is optional; isRestricted decides who reads, so it is not.
client.addComment("", { text: "", isRestricted: true, author });
client.addComment("", { ...least, webhookNotify: false });
// @ts-expect-error
client.addComment("", { text: "", author });
// @ts-expect-error
fromBytes(bytes, { fileName: "", isPHI: true });
// @ts-expect-error
fromBytes(bytes, { fileName: "", isRestricted: true });
client.addComment("", {
  ...least,
  // @ts-expect-error
  attachments: [{ fileName: "", content: "", isPHI: true, isRestricted: true }],
});

// Exactly one of environment and baseUrl.
createClient({ apiKey: async () => "", baseUrl: "https://example.com" });
// @ts-expect-error
createClient({ apiKey: "" });
// @ts-expect-error
createClient({ apiKey: "", environment: "staging", baseUrl: "https://example.com" });
// @ts-expect-error
createClient({ apiKey: "", environment: "test" });

export function narrows(result: AddCommentResult): string {
  // @ts-expect-error
  result.data;
  if (result.ok) return result.data.commentId;
  // @ts-expect-error
  result.data;
  // @ts-expect-error
  result.error.issues;
  if (result.error.kind === "invalidInput") return result.error.issues[0]?.path ?? "";
  if (result.error.kind === "caseNotFound") {
    const delivery: "rejected" = result.error.delivery;
    const status: 404 = result.error.status;
    return `${delivery} ${status}`;
  }
  return result.error.delivery;
}

/** Errors are an operation's own. */
export const sameErrors: (error: AddCommentError) => ErrorOf<"addCaseComment"> = (error) => error;
// @ts-expect-error: the contract has no such operation
export type NoErrors = ErrorOf<"listComments">;

/** A new failure in the contract makes this stop compiling. */
export function isExhaustive(error: AddCommentError): string {
  switch (error.kind) {
    case "invalidAction":
    case "missingApiKey":
    case "permissionDenied":
    case "caseNotFound":
    case "invalidTaggedUser":
      return error.delivery satisfies "rejected";
    case "missingRequiredField":
      return error.field satisfies "text" | "isRestricted" | "author" | "email";
    case "missingAttachmentField":
      return error.field satisfies "content" | "fileName";
    case "unrecognizedRejection":
    case "unexpectedStatus":
    case "invalidResponse":
      return String(error.status satisfies number);
    case "contradictoryResponse":
      return error.commentId;
    case "apiKeyUnavailable":
    case "unsupportedFetch":
    case "invalidInput":
      return error.delivery satisfies "not-sent";
    case "network":
    case "timeout":
    case "aborted":
      return error.delivery satisfies Delivery;
    default:
      return error satisfies never;
  }
}

export function raw() {
  const api = createRawClient({ apiKey: "", environment: "staging" });
  const path = { params: { path: { caseId: "" } } };
  const communication = { text: "", isRestricted: false, author };
  api.POST("/api/v1/cases/{caseId}", {
    ...path,
    body: { action: "ADD_COMMUNICATION", communication },
  });
  // @ts-expect-error
  api.POST("/api/v1/cases/{caseId}", { ...path, body: { action: "ADD", communication } });
  // @ts-expect-error
  api.POST("/api/v1/cases", {});
}
