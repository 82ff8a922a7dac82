import type { NewComment } from "../src/request/new-comment.ts";

export const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
export const apiKey = "key-4711-of-the-clinic";

/** A comment in which every text is recognizable, so that a leak can be found. */
export const comment = {
  text: "planted-text ✓",
  isRestricted: false,
  author: { email: "planted-author@clinic.example", firstName: "planted-first" },
} satisfies NewComment;

export const shown = { fileName: "planted-file.pdf", isPHI: true, isRestricted: false };

const secrets = [apiKey, caseId, "planted-", "cGxhbnRlZC1"];

/** Which secrets a text holds. */
export const leaksOf = (text: string): string[] => secrets.filter((secret) => text.includes(secret));
