/**
 * What must not compile with the types of three operations. A test gives this to the type checker;
 * nothing runs it.
 */
import type { AddCommentError, CaseCommentsError, DocumentedFailure, ErrorOf } from "@case-comments/client";
import { createRawClient } from "@case-comments/client/raw";

const api = createRawClient({ apiKey: "", environment: "staging" });
const caseId = "";

// @ts-expect-error: none of the enum
api.GET("/api/v1/cases/{caseId}/comments", { params: { path: { caseId }, query: { order: "random" } } });
// @ts-expect-error: a text for a number
api.GET("/api/v1/cases/{caseId}/comments", { params: { path: { caseId }, query: { limit: "10" } } });
// @ts-expect-error: no such parameter
api.GET("/api/v1/cases/{caseId}/comments", { params: { path: { caseId }, query: { color: "" } } });
// @ts-expect-error: the path has another parameter
api.DELETE("/api/v1/cases/{caseId}/comments/{commentId}", { params: { path: { caseId } } });
// @ts-expect-error: no such method
api.POST("/api/v1/cases/{caseId}/comments", { params: { path: { caseId } } });
// @ts-expect-error: no such method
api.GET("/api/v1/cases/{caseId}", { params: { path: { caseId } } });

/** What every operation's errors have in common. */
type Undocumented = Exclude<CaseCommentsError["kind"], DocumentedFailure["kind"]>;

/** A failure that is missing here, or one too many, stops compiling. */
export function isExhaustive(error: ErrorOf<"listCaseComments">): string {
  switch (error.kind) {
    case "missingApiKey":
    case "invalidLimit":
    case "invalidOrder":
    case "invalidCursor":
      return String(error.status satisfies 400);
    case "permissionDenied":
    case "caseNotFound":
      return String(error.status satisfies 403 | 404);
    default:
      return error.kind satisfies Undocumented;
  }
}

export function isExhaustiveToo(error: ErrorOf<"deleteCaseComment">): string {
  switch (error.kind) {
    case "missingApiKey":
    case "invalidCommentId":
    case "permissionDenied":
    case "caseNotFound":
    case "commentNotFound":
      return error.kind;
    default:
      return error.kind satisfies Undocumented;
  }
}

export const ofAny: (error: ErrorOf<"listCaseComments">) => CaseCommentsError = (error) => error;
// @ts-expect-error: adding a comment has no limit
export const ofAnother: (error: ErrorOf<"listCaseComments">) => AddCommentError = (error) => error;
