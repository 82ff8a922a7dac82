import type { failures } from "./generated/contract.gen.ts";
import type { Issue } from "./issue.ts";
import { headerOf } from "./send/response.ts";

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
  /** Our own id of the call, the same that `onEvent` shows. Absent on errors of the raw client. */
  readonly callId?: string;
  /** What the server answered, up to 64 kB. It may hold patient data: keep it out of logs. */
  responseBody(): string | undefined;
  /** A header of what the server answered, such as its id of the request. Keep it out of logs, too. */
  responseHeader(name: string): string | undefined;
  /**
   * What the runtime, the source of an attachment or the key's function threw. It may hold the case
   * id: keep it out of logs.
   */
  reason(): unknown;
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
  | (CallError<"unexpectedStatus", "not-sent" | "unknown"> & Answered)
  /** A success that can't be read or isn't the documented one. */
  | (CallError<"invalidResponse", "unknown"> & Answered)
  /** The documented success, under another status or before the server can have had the request. */
  | (CallError<"contradictoryResponse", "unknown"> & Answered & { readonly commentId: string })
  /** The comment, the case id or a source breaks a rule; see `issues`. */
  | (CallError<"invalidInput", "not-sent"> & { readonly issues: readonly Issue[] })
  /** The key's function failed; see `reason()`. */
  | CallError<"apiKeyUnavailable", "not-sent">
  /** The given `fetch` can't send a stream. */
  | CallError<"unsupportedFetch", "not-sent">
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
  unexpectedStatus: "The answer says nothing about the comment",
  invalidResponse: "The answer can't be read",
  contradictoryResponse: "The answer contradicts itself",
  invalidInput: "The comment can't be sent; see issues",
  apiKeyUnavailable: "The API key can't be had",
  unsupportedFetch: "This fetch can't send a stream",
  network: "The connection failed",
  timeout: "The call took too long",
  aborted: "The call was aborted",
};

/** What an error shows. All of it is safe to log. */
export interface ErrorFacts {
  kind: CaseCommentsError["kind"];
  delivery: Delivery;
  status?: number | undefined;
  retryAfter?: number | undefined;
  field?: string | undefined;
  commentId?: string;
  issues?: readonly Issue[] | undefined;
}

/** What an error keeps to itself. */
export interface ErrorSecrets {
  /** What the server answered. */
  text?: string | undefined;
  headers?: Pick<Headers, "get"> | undefined;
  reason?: unknown;
}

/** By this an error is known that another copy of this package made: a test runner's, or the other build's. */
const brand = Symbol.for("@case-comments/client/error/1");

const ErrorOfCall = class CaseCommentsError extends Error {
  // Private fields, because inspection shows every property, hidden ones and `cause` included.
  readonly #secrets: ErrorSecrets;

  constructor(message: string, facts: ErrorFacts, secrets: ErrorSecrets) {
    super(message);
    for (const [name, fact] of Object.entries(facts)) {
      // An id that can't be one may be anything that a server says; who asks for it gets it.
      const enumerable = name !== "commentId" || /^[\w-]{1,64}$/.test(fact);
      // Inspection can be told to show hidden values, too, but calls no getter.
      const property = enumerable ? { value: fact, enumerable } : { get: () => fact };
      if (fact !== undefined) Object.defineProperty(this, name, property);
    }
    this.#secrets = secrets;
  }

  responseBody(): string | undefined {
    return this.#secrets.text;
  }

  responseHeader(name: string): string | undefined {
    return headerOf(this.#secrets.headers, name);
  }

  reason(): unknown {
    return this.#secrets.reason;
  }

  toJSON(): object {
    const { name, message } = this;
    return Object.assign({ name, message }, this);
  }

  // A method of the prototype, because inspection would show a property.
  [brand](): void {}

  override get name(): string {
    return "CaseCommentsError";
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof (value as { [brand]?: unknown } | null | undefined)?.[brand] === "function";
  }
};

interface CaseCommentsErrorClass {
  readonly prototype: CaseCommentsError;
  [Symbol.hasInstance](value: unknown): value is CaseCommentsError;
}

/**
 * The class of all errors of a call, for `instanceof`, whichever copy of this package made them.
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

/** The error of a call that ends before the server can have had the request. */
export const notSent = (
  kind: CaseCommentsError["kind"],
  issues?: readonly Issue[],
  secrets?: ErrorSecrets,
): CaseCommentsError => callError({ kind, delivery: "not-sent", issues }, secrets);

/** Puts the id of its call on an error. */
export function withCallId(error: CaseCommentsError, callId: string): CaseCommentsError {
  return Object.defineProperty(error, "callId", { value: callId, enumerable: true });
}
