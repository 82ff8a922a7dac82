import {
  type AddCommentError,
  type AddCommentErrorKind,
  callError,
  type DocumentedFailure,
  type ErrorFacts,
} from "../errors.ts";
import { failures } from "../generated/contract.gen.ts";
import { type Issue, issue } from "../issue.ts";
import { deliveryOfStatus, errorOfResponse } from "../send/verdict.ts";

type ErrorOfKind<Kind extends AddCommentErrorKind> = Extract<AddCommentError, { kind: Kind }>;

type IsUnion<Type, Member = Type> = [
  Member extends unknown ? ([Type] extends [Member] ? never : Member) : never,
] extends [never]
  ? false
  : true;

/** Whether a type is a single string or number, so that nobody need say which. */
type IsCertain<Type> = [Type] extends [string | number]
  ? string extends Type
    ? false
    : number extends Type
      ? false
      : IsUnion<Type> extends false
        ? true
        : false
  : false;

type Uncertain<Facts> = {
  readonly [Name in keyof Facts as IsCertain<Facts[Name]> extends true ? never : Name]: Name extends "issues"
    ? readonly Pick<Issue, "path" | "code">[]
    : Facts[Name];
};

/** What the methods of an error tell those who ask. */
export interface Said {
  readonly responseBody?: string;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly reason?: unknown;
}

type NotFacts = keyof Error | "kind" | "callId" | "responseBody" | "responseHeader" | "reason" | "toJSON";

/** What must be said of an error, because its kind leaves it open, and what may be. */
export type ErrorDetails<Kind extends AddCommentErrorKind> = Uncertain<Omit<ErrorOfKind<Kind>, NotFacts>> &
  Said;

type Undocumented = Exclude<AddCommentError, DocumentedFailure>;

/** Kinds that have one delivery. A new one stops compiling here. */
const deliveries: {
  readonly [One in Undocumented as IsCertain<One["delivery"]> extends true
    ? One["kind"]
    : never]: One["delivery"];
} = {
  unrecognizedRejection: "rejected",
  invalidResponse: "unknown",
  contradictoryResponse: "unknown",
  invalidInput: "not-sent",
  apiKeyUnavailable: "not-sent",
  unsupportedFetch: "not-sent",
};

const operation = "addCaseComment";

/**
 * An error as `addComment` gives it. What the contract or the kind says of it need not be given, status
 * and text of a documented failure for instance; everything else must be.
 *
 * @throws {TypeError} if no call ends in such an error
 *
 * @example
 * createError("caseNotFound");
 * createError("missingRequiredField", { field: "author" });
 * createError("unexpectedStatus", { status: 503, delivery: "unknown" });
 * createError("timeout", { delivery: "unknown" });
 * createError("invalidInput", { issues: [{ path: "/text", code: "required" }] });
 */
export function createError<Kind extends AddCommentErrorKind>(
  kind: Kind,
  ...[details]: Record<never, never> extends ErrorDetails<Kind>
    ? [details?: ErrorDetails<Kind>]
    : [details: ErrorDetails<Kind>]
): ErrorOfKind<Kind> {
  const { responseBody, responseHeaders, reason, issues, ...open }: Partial<ErrorFacts> & Said =
    details ?? {};
  const known = failures[operation].find(
    (failure) =>
      failure.kind === kind && (!open.field || ("field" in failure && failure.field === open.field)),
  );
  const delivery = known ? "rejected" : (deliveries[kind as keyof typeof deliveries] ?? open.delivery);
  const { error: text, ...stated } = known ?? { kind, error: undefined };
  const headers = responseHeaders && new Headers(responseHeaders);
  const error = callError(
    {
      ...open,
      ...stated,
      delivery,
      ...(issues && { issues: issues.map(({ path, code }) => issue(path, code)) }),
    },
    { responseBody, headers, reason },
    text,
  );
  if (!isPossible(error)) throw new TypeError("No call ends in such an error");
  return error as ErrorOfKind<Kind>;
}

/** Whether the client itself would call it that. */
function isPossible(error: AddCommentError): boolean {
  if (error.message === "" || !["not-sent", "rejected", "unknown"].includes(error.delivery)) return false;
  const body = { isPartlyHandedOver: error.delivery === "not-sent" };
  const { delivery: stated, status, commentId, issues } = error as ErrorFacts;
  if (error.kind === "invalidInput") return Boolean(issues?.length);
  if (error.kind === "contradictoryResponse") return Boolean(status && commentId);
  if (error.kind === "network") return stated !== "rejected" && status === undefined;
  if (error.kind === "timeout" || error.kind === "aborted") {
    return status === undefined ? stated !== "rejected" : deliveryOfStatus(status, body) === stated;
  }
  if (!["unrecognizedRejection", "unexpectedStatus", "invalidResponse"].includes(error.kind)) return true;
  if (status === undefined) return false;
  const response = { status, headers: undefined, text: error.responseBody() };
  const { kind, delivery } = errorOfResponse(operation, response, body);
  return kind === error.kind && delivery === error.delivery;
}
