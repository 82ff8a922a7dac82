import type { Delivery } from "./delivery.ts";
import { failures } from "./failures.gen.ts";
import type { Issue } from "./issue.ts";

/** A refusal that the contract knows. */
export type Failure = (typeof failures)[number];

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

/** A refusal with a name, a status and a text that the contract knows. */
export type DocumentedRejection = {
  [Kind in Failure["kind"]]: CallError<Kind, "rejected"> &
    Answered<Extract<Failure, { kind: Kind }>["status"]> &
    FieldOf<Extract<Failure, { kind: Kind }>>;
}[Failure["kind"]];

/** Why a comment was not, or perhaps not, added. Switch over `kind`, or look at `delivery` first. */
export type AddCommentError =
  | DocumentedRejection
  /** The server refused with a 4xx whose text the contract does not know. */
  | (CallError<"unrecognizedRejection", "rejected"> & Answered)
  /** An answer that is neither a success nor a refusal: 408, 5xx, another 2xx, a redirect. */
  | (CallError<"unexpectedStatus", "unknown"> & Answered)
  /** A 200 that can't be read or isn't the documented one. */
  | (CallError<"invalidResponse", "unknown"> & Answered<200>)
  /** The comment, the case id or a source breaks a rule; see `issues`. */
  | (CallError<"invalidInput", "not-sent"> & { readonly issues: readonly Issue[] })
  /** The connection failed. Node and Bun show a redirect as this. */
  | CallError<"network", "not-sent" | "unknown">
  | (CallError<"timeout", Delivery> & Partial<Answered>)
  | (CallError<"aborted", Delivery> & Partial<Answered>);

/** What went wrong, by name. */
export type AddCommentErrorKind = AddCommentError["kind"];

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
  kind: AddCommentErrorKind;
  delivery: Delivery;
  status?: number | undefined;
  retryAfter?: number | undefined;
  field?: string | undefined;
  issues?: readonly Issue[];
}

/** What an error keeps to itself. */
interface ErrorSecrets {
  responseBody?: string | undefined;
  networkError?: unknown;
}

const ErrorOfCall = class AddCommentError extends Error {
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
    Object.defineProperty(AddCommentError.prototype, "name", { value: "AddCommentError" });
  }
};

interface AddCommentErrorClass {
  readonly prototype: AddCommentError;
  [Symbol.hasInstance](value: unknown): value is AddCommentError;
}

/**
 * The class of all errors of a call, for `instanceof`.
 *
 * @example
 * catch (error) {
 *   if (error instanceof AddCommentError && error.delivery === "unknown") …
 * }
 */
export const AddCommentError = ErrorOfCall as unknown as AddCommentErrorClass;

/** An error with a constant message. */
export function callError(facts: ErrorFacts, secrets: ErrorSecrets = {}): AddCommentError {
  const message = messages[facts.kind as keyof typeof messages];
  return new ErrorOfCall(message, facts, secrets) as unknown as AddCommentError;
}

/** The error that a refusal stands for: the contract's failure with this status and text, or none. */
export function rejection(
  status: number,
  text: unknown,
  retryAfter: number | undefined,
  responseBody: string | undefined,
): AddCommentError {
  const failure = failures.find((known) => known.status === status && known.error === text);
  if (!failure) {
    return callError(
      { kind: "unrecognizedRejection", delivery: "rejected", status, retryAfter },
      { responseBody },
    );
  }
  const { error, ...known } = failure;
  return new ErrorOfCall(
    error,
    { ...known, delivery: "rejected", retryAfter },
    {
      responseBody,
    },
  ) as unknown as AddCommentError;
}
