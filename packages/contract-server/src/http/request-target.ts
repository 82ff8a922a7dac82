/**
 * The path of a request target, as it was sent: nothing is decoded or resolved.
 *
 * @example
 * pathOf("/api/v1/cases/a%20b?x=1") // "/api/v1/cases/a%20b"
 * pathOf("http://localhost:4010/healthz") // "/healthz"
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
export function pathOf(target: string): string {
  const path = target.startsWith("/") ? target : target.replace(/^https?:\/\/[^/?#]*/i, "");
  const end = path.search(/[?#]/);
  return end === -1 ? path : path.slice(0, end);
}

/**
 * The query of a request target, decoded.
 *
 * @example
 * queryOf("/api/v1/cases/a?limit=5").get("limit") // "5"
 */
export function queryOf(target: string): URLSearchParams {
  const start = target.indexOf("?");
  return start === -1 ? none : new URLSearchParams(target.slice(start + 1).split("#", 1)[0]);
}

const none = new URLSearchParams();
