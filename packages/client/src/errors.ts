import type { failures } from "./generated/contract.gen.ts";
import type { Issue } from "./issue.ts";

/**
 * Whether the comment may exist:
 * - `not-sent`: it does not. No server can have held the complete request.
 * - `rejected`: it does not. The server answered that it refuses the request.
 * - `unknown`: it may. Look for it before you send it again.
 */
export type Delivery = "not-sent" | "rejected" | "unknown";

/** An operation of the contract, by its name. */
export type OperationName = keyof typeof failures;

/** A failure that the contract knows of an operation. */
export type Failure<Operation extends OperationName> = (typeof failures)[Operation][number];

interface CallError<Kind extends string, HowFar extends Delivery> extends Error {
  /** What went wrong. */
  readonly kind: Kind;
  /** Whether the comment may exist. */
  readonly delivery: HowFar;
  /** What the server answered, up to 64 kB. It may hold patient data: keep it out of logs. */
  responseBody(): string | undefined;
  /** What the runtime threw. It may hold the case id: keep it out of logs. */
  networkError(): unknown;
  toJSON(): object;
}

interface Answered<Status extends number = number> {
  /** The HTTP status. */
  readonly status: Status;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfter?: number;
}

type FieldOf<Known> = Known extends { readonly field: infer Name } ? { readonly field: Name } : unknown;

/** An error response with a name, a status and a text that the contract knows. */
export type DocumentedFailure<Operation extends OperationName = OperationName> = {
  [Kind in Failure<Operation>["kind"]]: CallError<Kind, "rejected"> &
    Answered<Extract<Failure<Operation>, { kind: Kind }>["status"]> &
    FieldOf<Extract<Failure<Operation>, { kind: Kind }>>;
}[Failure<Operation>["kind"]];

/** Why a call of an operation failed, or may have. Switch over `kind`, or look at `delivery` first. */
export type ErrorOf<Operation extends OperationName> =
  | DocumentedFailure<Operation>
  /** The server refused with a 4xx whose text the contract does not know. */
  | (CallError<"unrecognizedRejection", "rejected"> & Answered)
  /** An answer that is neither a success nor a refusal: 408, 5xx, another 2xx, a redirect. */
  | (CallError<"unexpectedStatus", "unknown"> & Answered)
  /** A success that can't be read or isn't the documented one. */
  | (CallError<"invalidResponse", "unknown"> & Answered)
  /** The comment, the case id or a source breaks a rule; see `issues`. */
  | (CallError<"invalidInput", "not-sent"> & { readonly issues: readonly Issue[] })
  /** The connection failed. Node and Bun show a redirect as this. */
  | CallError<"network", "not-sent" | "unknown">
  | (CallError<"timeout", Delivery> & Partial<Answered>)
  | (CallError<"aborted", Delivery> & Partial<Answered>);

/** Why a comment was not, or perhaps not, added. */
export type AddCommentError = ErrorOf<"addCaseComment">;

/** What went wrong, by name. */
export type AddCommentErrorKind = AddCommentError["kind"];

/** Why any call failed. */
export type CaseCommentsError = ErrorOf<OperationName>;

const messages = {
  unrecognizedRejection: "The server refused the request",
  unexpectedStatus: "The server gave an answer that says nothing about the comment",
  invalidResponse: "The server's success can't be read",
  invalidInput: "The comment can't be sent as it is; see issues",
  network: "The connection failed",
  timeout: "The time for the call was up",
  aborted: "The call was aborted",
};

/** What an error shows. All of it is safe to log. */
export interface ErrorFacts {
  kind: CaseCommentsError["kind"];
  delivery: Delivery;
  status?: number | undefined;
  retryAfter?: number | undefined;
  field?: string | undefined;
  issues?: readonly Issue[];
}

/** What an error keeps to itself. */
export interface ErrorSecrets {
  responseBody?: string | undefined;
  networkError?: unknown;
}

const ErrorOfCall = class CaseCommentsError extends Error {
  // Private fields, because inspection shows every property, hidden ones and `cause` included.
  readonly #responseBody: string | undefined;
  readonly #networkError: unknown;

  constructor(message: string, facts: ErrorFacts, { responseBody, networkError }: ErrorSecrets) {
    super(message);
    for (const [name, fact] of Object.entries(facts)) {
      if (fact !== undefined) Object.defineProperty(this, name, { value: fact, enumerable: true });
    }
    this.#responseBody = responseBody;
    this.#networkError = networkError;
  }

  responseBody(): string | undefined {
    return this.#responseBody;
  }

  networkError(): unknown {
    return this.#networkError;
  }

  toJSON(): object {
    const { name, message } = this;
    return Object.assign({ name, message }, this);
  }

  static {
    Object.defineProperty(CaseCommentsError.prototype, "name", { value: "CaseCommentsError" });
  }
};

interface CaseCommentsErrorClass {
  readonly prototype: CaseCommentsError;
  [Symbol.hasInstance](value: unknown): value is CaseCommentsError;
}

/**
 * The class of all errors of a call, for `instanceof`.
 *
 * @example
 * catch (error) {
 *   if (error instanceof CaseCommentsError && error.delivery === "unknown") …
 * }
 */
export const CaseCommentsError = ErrorOfCall as unknown as CaseCommentsErrorClass;

/**
 * An error of a call.
 *
 * @param message only for a documented failure, whose text the contract has; all others have one
 * that is constant
 */
export function callError(
  facts: ErrorFacts,
  secrets: ErrorSecrets = {},
  message: string = messages[facts.kind as keyof typeof messages],
): CaseCommentsError {
  return new ErrorOfCall(message, facts, secrets) as unknown as CaseCommentsError;
}
