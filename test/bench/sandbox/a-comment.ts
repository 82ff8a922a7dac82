import { createHash, randomUUID } from "node:crypto";

/** The key of the world that the comments go to. A sandbox makes it when it first sees the key. */
export const aKey = "test_of-the-bench";
/** A case of that world. */
export const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
export const aCaller = { keyHash: createHash("sha256").update(aKey).digest("hex") };

const communication = {
  text: "Please call back.",
  isRestricted: false,
  author: { email: "rosa@clinic.example" },
};

/** The body of a request that adds a comment. */
export const bodyWith = (changes: object = {}) =>
  JSON.stringify({ action: "ADD_COMMUNICATION", communication: { ...communication, ...changes } });

/** What a sandbox makes of the request. */
export const newComment = () => ({
  // As in the sandbox, new rows lie side by side.
  id: Date.now().toString(16).padStart(12, "0") + randomUUID().slice(12),
  createdAt: new Date().toISOString(),
  isRestricted: false,
  webhookNotify: true,
  communication,
  attachments: [],
});
