import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** The environment variables in which whoever steers a mock finds its control. */
export const controlVariables = {
  url: "CASE_COMMENTS_MOCK_CONTROL",
  token: "CASE_COMMENTS_MOCK_CONTROL_TOKEN",
} as const;

export const tokenHeader = "case-comments-mock-token";

/** A token that nobody can guess. */
export const randomToken = (): string => randomBytes(32).toString("base64url");

/** Builds what says whether a text is the token, in a time that says nothing of the token. */
export function tokenCheck(token: string): (text: unknown) => boolean {
  const expected = digest(token);
  return (text) => typeof text === "string" && timingSafeEqual(digest(text), expected);
}

const digest = (text: string) => createHash("sha256").update(text).digest();
