import type { Contract } from "@case-comments/contract";

// A path may be as long as a request's head.
const mostSegments = 12;

/**
 * Builds the shape of a path: the words that the contract's paths have, and `…` for everything else,
 * so that a prefix sent twice is seen, and an id is not.
 *
 * @example
 * shape("/api/v1/api/v1/cases/7c0e6f7a") // "/api/v1/api/v1/cases/…"
 */
export function pathShape({ operations }: Pick<Contract, "operations">): (path: string) => string {
  const words = new Set(["", ...operations.flatMap(({ path }) => path.split("/"))]);
  return (path) => {
    const segments = path.split("/").map((segment) => (words.has(segment) ? segment : "…"));
    return segments.length > mostSegments
      ? `${segments.slice(0, mostSegments).join("/")}/…`
      : segments.join("/");
  };
}
