import type { IncomingHttpHeaders } from "node:http";
import type { ExpectedFailure, Violation } from "@case-comments/contract";

/** What a hint is made from. */
interface HintSource {
  url: string;
  headers: IncomingHttpHeaders;
  content: Buffer;
}

// A sample that somebody pasted is small; no need to search a large body.
const searchedBytes = 65_536;
const mostTold = 5;

/**
 * A rule that was broken, and where, in words: `required at body /communication/text`. It holds no
 * value of the request.
 */
export function violationText({ in: location, pointer, rule }: Violation): string {
  return `${rule} at ${location}${pointer ? ` ${pointer}` : ""}`;
}

/**
 * Says why a request can't succeed: which rules it breaks, and what to replace in a sample of the
 * vendor's that was sent as it stands. Of a body in chunks, it says that the API may refuse it.
 *
 * @example
 * hintFor(expected, { url: "/api/v1/cases/YOUR_CASE_ID", headers: {}, content: Buffer.alloc(0) })
 * // "format at path /caseId. This is a sample with its placeholders: replace YOUR_CASE_ID by the UUID of a case"
 */
export function hintFor(expected: ExpectedFailure | undefined, source: HintSource): string | undefined {
  const hints = [expected && failureHint(expected, source), chunksHint(source)].filter(Boolean);
  return hints.length > 0 ? hints.join(". ") : undefined;
}

function failureHint({ violations }: ExpectedFailure, source: HintSource): string {
  const told = violations.slice(0, mostTold).map(violationText).join(", ");
  const left = violations.length > mostTold ? `, and ${violations.length - mostTold} more` : "";
  const placeholders = placeholdersIn(source);
  if (placeholders.length === 0) return told + left;
  return `${told}${left}. This is a sample with its placeholders: replace ${placeholders.join(", ")}`;
}

/** Nobody knows whether the vendor takes them. Gateways often don't, and the mock does. */
function chunksHint({ headers }: HintSource): string | undefined {
  if (headers["transfer-encoding"] === undefined) return undefined;
  return "The body came in chunks, which the API may refuse: send it with a Content-Length";
}

function placeholdersIn({ url, headers, content }: HintSource): string[] {
  const found: string[] = [];
  if (url.includes("YOUR_CASE_ID")) found.push("YOUR_CASE_ID by the UUID of a case");
  if (headers["cv-api-key"] === "YOUR_SECRET_KEY") found.push("YOUR_SECRET_KEY by a key (to the mock, any)");
  if (content.length <= searchedBytes && content.includes("BASE64_STRING"))
    found.push("BASE64_STRING by the content of a file in base64");
  return found;
}
