import type { IncomingHttpHeaders } from "node:http";

// A sample that somebody pasted is small; no need to search a large body.
const searchedBytes = 65_536;

/**
 * What to replace in a sample of the vendor's that was sent as it stands. `undefined` if none of
 * its placeholders is found.
 *
 * @example
 * placeholderHint("/api/v1/cases/YOUR_CASE_ID", {}, Buffer.alloc(0))
 * // "This is a sample with its placeholders. Replace YOUR_CASE_ID by the UUID of a case."
 */
export function placeholderHint(
  path: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): string | undefined {
  const found: string[] = [];
  if (path.includes("YOUR_CASE_ID")) found.push("YOUR_CASE_ID by the UUID of a case");
  if (headers["cv-api-key"] === "YOUR_SECRET_KEY") found.push("YOUR_SECRET_KEY by a key (to the mock, any)");
  if (body.length <= searchedBytes && body.includes("BASE64_STRING"))
    found.push("BASE64_STRING by the content of a file in base64");
  if (found.length === 0) return undefined;
  return `This is a sample with its placeholders. Replace ${found.join(", ")}.`;
}
