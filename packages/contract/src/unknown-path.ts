import type { Match } from "./match-operation.ts";

/** What is wrong with a path that the contract doesn't have, in words, by its name. */
export const unknownPathErrors = {
  unknownPath: "The contract has no such path",
  trailingSlash: "The contract has this path without the slash at its end",
} as const;

/**
 * Why a path has no operation.
 *
 * @example
 * unknownPath("POST", "/api/v2/cases", matchOperation) // "unknownPath"
 */
export function unknownPath(
  method: string,
  pathname: string,
  matchOperation: (method: string, pathname: string) => Match | undefined,
): keyof typeof unknownPathErrors {
  const isKnown = pathname.endsWith("/") && matchOperation(method, pathname.slice(0, -1));
  return isKnown ? "trailingSlash" : "unknownPath";
}
