import type { Contract, OpenApiDocument } from "@case-comments/contract";
import manifest from "../package.json" with { type: "json" };

/** What the client must know of a contract at run time. */
export type ClientFacts = Pick<Contract, "document" | "environments" | "operations">;

// Of an operation that states no limit; the platform's own is not known to be larger.
const usualMaxBodyBytes = 32_000_000;

/**
 * The source of the module by which the client knows servers, and recognizes failures. Assumed
 * failures are left out: only our own servers give them, so to the client they are unrecognized
 * rejections.
 *
 * @throws {Error} if requests carry anything but one API key, in a header
 */
export function contractModule({ document, environments, operations }: ClientFacts): string {
  const limits = operations.flatMap(({ maxBodyBytes }) => maxBodyBytes ?? []);
  return [
    "/** The failures of each operation that are documented or inferred, in the contract's order. */",
    "export const failures = {",
    ...operations.flatMap(({ operation, failures }) => [
      `  ${JSON.stringify(operation)}: [`,
      ...failures
        .filter(({ provenance }) => provenance !== "assumed")
        // Of those with one text the first is recognized, because nothing tells the others from it.
        .filter(
          ({ status, error }, index, known) =>
            index === known.findIndex((one) => one.status === status && one.error === error),
        )
        .map(({ kind, status, error, field }) => `    ${JSON.stringify({ kind, status, error, field })},`),
      "  ],",
    ]),
    "} as const;",
    "",
    "/** How each operation is asked for. */",
    "export const requestLines = {",
    ...operations.map(
      ({ operation, method, path }) => `  ${JSON.stringify(operation)}: ${JSON.stringify({ method, path })},`,
    ),
    "} as const;",
    "",
    "/** The header that holds the API key. */",
    `export const apiKeyHeader = ${JSON.stringify(apiKeyHeaderOf(document))};`,
    "",
    "/** Base URLs by the name of the environment. */",
    `export const environments = ${JSON.stringify(environments, null, 2)} as const;`,
    "",
    "/** The largest request body that is sent unless an option says otherwise, in bytes. */",
    `export const maxBodyBytes: number = ${Math.min(usualMaxBodyBytes, ...limits)};`,
    "",
    "/** What requests say they come from. */",
    `export const packageName = ${JSON.stringify(`${manifest.name.replace(/^@/, "").replace("/", "-")}/${manifest.version}`)};`,
    "",
  ].join("\n");
}

function apiKeyHeaderOf({ components }: OpenApiDocument): string {
  const [scheme, ...others] = Object.values(components?.securitySchemes ?? {});
  if (scheme?.type === "apiKey" && scheme.in === "header" && scheme.name && others.length === 0)
    return scheme.name.toLowerCase();
  throw new Error("openapi/components/securitySchemes: the client sends one API key, in a header");
}
