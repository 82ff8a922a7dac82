import {
  type AddCommentError,
  type AddCommentErrorKind,
  callError,
  type DocumentedFailure,
  type ErrorFacts,
} from "../errors.ts";
import { failures } from "../generated/contract.gen.ts";
import { type Issue, isIssueCode, issue } from "../issue.ts";
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

/** Kinds that the client tells apart by the status of an answer. */
const byStatus: readonly string[] = ["unrecognizedRejection", "unexpectedStatus", "invalidResponse"];

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
    { text: responseBody, headers, reason },
    text,
  );
  const said = Object.keys(details ?? {}).filter((name) => name !== "delivery");
  if (!isPossible(error) || said.some((name) => !factsOf(kind).includes(name)))
    throw new TypeError("No call ends in such an error");
  return error as ErrorOfKind<Kind>;
}

/** What may be said of an error of a kind, beside its delivery. */
function factsOf(kind: AddCommentErrorKind): readonly string[] {
  const answer = ["status", "retryAfter", "responseBody", "responseHeaders"];
  if (failures[operation].some((failure) => failure.kind === kind)) return [...answer, "field"];
  if (kind === "contradictoryResponse") return [...answer, "commentId"];
  if (kind === "invalidInput") return ["issues", "reason"];
  if (kind === "timeout" || kind === "aborted") return ["status"];
  return byStatus.includes(kind) ? answer : ["reason"];
}

/** Whether the client itself would call it that. */
function isPossible(error: AddCommentError): boolean {
  if (error.message === "" || !["not-sent", "rejected", "unknown"].includes(error.delivery)) return false;
  const { kind, delivery, status, retryAfter = 0, commentId, issues } = error as ErrorFacts;
  if (
    retryAfter < 0 ||
    (status !== undefined && !(Number.isInteger(status) && status >= 200 && status < 1000))
  )
    return false;
  const body = { isPartlyHandedOver: delivery === "not-sent" };
  if (kind === "invalidInput")
    return issues !== undefined && issues.length > 0 && issues.every(({ code }) => isIssueCode(code));
  if (kind === "contradictoryResponse")
    return status !== undefined && typeof commentId === "string" && commentId !== "";
  if (kind === "network") return delivery !== "rejected";
  if (kind === "timeout" || kind === "aborted") {
    return status === undefined ? delivery !== "rejected" : deliveryOfStatus(status, body) === delivery;
  }
  if (!byStatus.includes(kind)) return true;
  if (status === undefined) return false;
  const response = { status, headers: undefined, text: error.responseBody() };
  const real = errorOfResponse(operation, response, body);
  return real.kind === kind && real.delivery === delivery;
}
