import { createHash } from "node:crypto";

/**
 * The policy of a page: it may run and look like what it brings itself, and ask nobody but the server
 * that it came from.
 *
 * @param scripts the sources of its inline scripts, those included that are started later
 *
 * @see https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy(scripts: readonly string[], styles: readonly string[]): string {
  const hashes = (sources: readonly string[]) =>
    sources.map((source) => `'sha256-${createHash("sha256").update(source).digest("base64")}'`).join(" ");
  return [
    "default-src 'none'",
    `script-src ${hashes(scripts)}`,
    `style-src ${hashes(styles)}`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
