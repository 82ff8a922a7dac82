import type { Failure } from "@case-comments/contract";

/** What the client must know of a contract at run time. */
export interface ClientFacts {
  failures: readonly Failure[];
  environments: Record<string, string>;
  maxBodyBytes: number;
}

/**
 * The source of the module by which the client recognizes failures. Assumed answers are left
 * out: only our own servers give them, so to the client they are unrecognized rejections.
 */
export function failuresModule({ failures, environments, maxBodyBytes }: ClientFacts): string {
  const known = failures.filter(({ provenance }) => provenance !== "assumed");
  return [
    "/** The failures that are documented or inferred, in the contract's order. */",
    "export const failures = [",
    ...known.map(({ kind, status, error, field }) => `  ${JSON.stringify({ kind, status, error, field })},`),
    "] as const;",
    "",
    "/** Base URLs by the name of the environment. */",
    `export const environments = ${JSON.stringify(environments, null, 2)} as const;`,
    "",
    "/** The largest request body that is sent unless an option says otherwise, in bytes. */",
    `export const maxBodyBytes: number = ${maxBodyBytes};`,
    "",
  ].join("\n");
}
