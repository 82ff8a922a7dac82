import { signatureOf } from "../webhooks/event-body.ts";
import { plainComment } from "./comment-events.ts";
import { compact, jsonPrints, spaced } from "./json-prints.ts";
import type { Delivery, Trial } from "./trial.ts";

/** What only those accept who accept everything. */
export const foreignSecret = "a comment signed with another secret";

/** Secrets that a program uses when it has none. */
const emptySecrets = ["", "undefined", "null", "None"];

const otherDigit = (digit: string | undefined) => (digit === "0" ? "1" : "0");

/** Makes what a receiver has to refuse, or at least to survive. What may end it comes last. */
export function forgeriesFor({ secret, caseId }: { secret: string; caseId: string }): Trial[] {
  const newBody = () => Buffer.from(compact.print(plainComment(caseId)));
  const half = (body: Buffer) => body.subarray(0, Math.floor(body.length / 2));
  const forged = (
    name: string,
    make: (body: Buffer) => Omit<Delivery, "body"> & { body?: Buffer },
  ): Trial => ({
    group: "forged",
    name,
    make: () => {
      const body = newBody();
      return { body, ...make(body) };
    },
  });
  const withHeader = (name: string, signature: (right: string) => string) =>
    forged(name, (body) => ({ signature: signature(signatureOf(body, secret)) }));

  return [
    ...emptySecrets.map((weak) =>
      forged(`a comment signed with ${weak === "" ? "an empty secret" : `the secret "${weak}"`}`, (body) => ({
        signature: signatureOf(body, weak),
      })),
    ),
    forged(foreignSecret, (body) => ({
      signature: signatureOf(body, `${secret} `),
    })),
    forged("a comment with the signature of another", () => ({
      signature: signatureOf(newBody(), secret),
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
      body: half(body),
      signature: signatureOf(body, secret),
    })),
    forged("a comment without a signature", () => ({})),
    forged("a comment without a signature, said to be text", () => ({ contentType: "text/plain" })),
    withHeader("a comment with an empty signature", () => ""),
    ...[
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
    // What breaks a comparison, not what fools it.
    withHeader("a signature of one digit, the right one", (right) => right.slice(0, 1)),
    withHeader(
      "a signature that is right but for its end",
      (right) => right.slice(0, -1) + otherDigit(right.at(-1)),
    ),
    withHeader(
      "a signature that is right but for its beginning",
      (right) => otherDigit(right[0]) + right.slice(1),
    ),
    withHeader("a signature without its end", (right) => right.slice(0, -2)),
    withHeader("a signature that goes on", (right) => `${right}00`),
    withHeader("a signature that is no hexadecimal number", () => "z".repeat(64)),
    withHeader("a signature of 64 characters and 128 bytes", () => "é".repeat(64)),
    forged("a hundred thousand lists within another", () => ({
      body: Buffer.from(`${"[".repeat(100_000)}${"]".repeat(100_000)}`),
      signature: "0".repeat(64),
    })),
    {
      group: "unreadable",
      name: "what is signed, but no JSON",
      make: () => {
        const body = half(newBody());
        return { body, signature: signatureOf(body, secret) };
      },
    },
    {
      group: "cutOff",
      name: "a comment whose connection breaks",
      make: () => {
        const body = newBody();
        return { body, signature: signatureOf(body, secret), cutAfter: half(body).length };
      },
    },
  ];
}
