import { signatureOf } from "../webhooks/event-body.ts";
import { type CommentForm, commentForms, largeComment, otherEvents, plainComment } from "./comment-events.ts";
import { compact, type JsonPrint, jsonPrints, spaced } from "./json-prints.ts";
import type { Delivery, Trial, TrialGroup } from "./trial.ts";

export interface TrialSettings {
  secret: string;
  /** The case that all comments are of. */
  caseId: string;
}

/** What only those accept who accept everything. */
export const foreignSecret = "a comment signed with another secret";

/** Secrets that a program uses when it has none. */
const emptySecrets = ["", "undefined", "null", "None"];

/** Makes the trials of a receiver that shares a secret. */
export function trialsFor({ secret, caseId }: TrialSettings) {
  const bytesOf = (make: CommentForm["make"], { print }: JsonPrint = compact) =>
    Buffer.from(print(make(caseId)));
  const signed = (body: Buffer): Delivery => ({ body, signature: signatureOf(body, secret) });

  const genuine = (group: TrialGroup, name: string, make: CommentForm["make"], print: JsonPrint): Trial => ({
    group,
    name,
    make: () => signed(bytesOf(make, print)),
  });

  const forged = (
    name: string,
    make: (body: Buffer) => Omit<Delivery, "body"> & { body?: Buffer },
  ): Trial => ({
    group: "forged",
    name,
    make: () => {
      const body = bytesOf(plainComment);
      return { body, ...make(body) };
    },
  });
  const withHeader = (name: string, signature: (right: string) => string) =>
    forged(name, (body) => ({ signature: signature(signatureOf(body, secret)) }));

  return {
    prints: jsonPrints.map((print) => genuine("print", `a new comment, ${print.name}`, plainComment, print)),

    /** A comment in the usual form. */
    plain: (print: JsonPrint, name = "a new comment") => genuine("form", name, plainComment, print),

    forms: (print: JsonPrint) => commentForms.map(({ name, make }) => genuine("form", name, make, print)),

    others: (print: JsonPrint) => otherEvents.map(({ name, make }) => genuine("other", name, make, print)),

    large: (print: JsonPrint, megabytes: number) =>
      [1, megabytes]
        .filter((size, index, sizes) => size <= megabytes && sizes.indexOf(size) === index)
        .map((size) => genuine("large", `a comment of ${size} MB`, largeComment(size * 1_000_000), print)),

    forged: [
      ...emptySecrets.map((weak) =>
        forged(
          `a comment signed with ${weak === "" ? "an empty secret" : `the secret "${weak}"`}`,
          (body) => ({
            signature: signatureOf(body, weak),
          }),
        ),
      ),
      forged(foreignSecret, (body) => ({
        signature: signatureOf(body, `${secret} `),
      })),
      forged("a comment with the signature of another", () => ({
        signature: signatureOf(bytesOf(plainComment), secret),
      })),
      forged("a comment that was made visible after it was signed", () => {
        const { event, payload } = plainComment(caseId);
        const comment = payload?.comments as object;
        const printed = (isRestricted: boolean) =>
          Buffer.from(
            JSON.stringify({ event, payload: { ...payload, comments: { ...comment, isRestricted } } }),
          );
        return { body: printed(false), signature: signatureOf(printed(true), secret) };
      }),
      forged("a comment of which the end is missing", (body) => ({
        body: body.subarray(0, Math.floor(body.length / 2)),
        signature: signatureOf(body, secret),
      })),
      forged("a comment without a signature", () => ({})),
      forged("a comment without a signature, said to be text", () => ({ contentType: "text/plain" })),
      withHeader("a comment with an empty signature", () => ""),
    ],

    /** What breaks a comparison, not what fools it. */
    malformed: [
      withHeader("a signature of one digit, the right one", (right) => right.slice(0, 1)),
      withHeader("a signature without its end", (right) => right.slice(0, -2)),
      withHeader("a signature that goes on", (right) => `${right}00`),
      withHeader("a signature that is no hexadecimal number", () => "z".repeat(64)),
      withHeader("a signature of 64 characters and 128 bytes", () => "é".repeat(64)),
      forged("a hundred thousand lists within another", () => ({
        body: Buffer.from(`${"[".repeat(100_000)}${"]".repeat(100_000)}`),
        signature: "0".repeat(64),
      })),
    ],

    reprinted: [
      [compact, jsonPrints.at(-1) ?? spaced],
      [spaced, compact],
    ].map(
      ([signedPrint = compact, sentPrint = spaced]): Trial => ({
        group: "reprinted",
        name: `a comment signed ${signedPrint.name}, sent ${sentPrint.name}`,
        make: () => {
          const event = plainComment(caseId);
          const body = Buffer.from(sentPrint.print(event));
          return { body, signature: signatureOf(Buffer.from(signedPrint.print(event)), secret) };
        },
      }),
    ),

    unreadable: {
      group: "unreadable",
      name: "what is signed, but no JSON",
      make: () => {
        const body = bytesOf(plainComment);
        return signed(body.subarray(0, Math.floor(body.length / 2)));
      },
    } satisfies Trial,

    cutOff: {
      group: "cutOff",
      name: "a comment whose connection breaks",
      make: () => {
        const delivery = signed(bytesOf(plainComment));
        return { ...delivery, cutAfter: Math.floor(delivery.body.length / 2) };
      },
    } satisfies Trial,
  };
}
