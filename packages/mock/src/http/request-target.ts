/**
 * The path of a request target, as it was sent: nothing is decoded or resolved, and the query,
 * which the contract doesn't have, is left out.
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
