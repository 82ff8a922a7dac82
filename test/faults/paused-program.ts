/**
 * A program whose call is aborted when an attempt has failed: with the argument `before`, before
 * the pause that follows begins, otherwise in it. It prints what came of the call and which timers
 * still keep the program alive, and ends by itself.
 */
import { createClient } from "@case-comments/client";
import { apiKey, author, caseId, text } from "./canaries.ts";

const controller = new AbortController();
const abort = () => controller.abort();
const client = createClient({
  apiKey,
  baseUrl: "http://127.0.0.1:5",
  retries: 1,
  onEvent: () => void (process.argv.includes("before") ? abort() : setImmediate(abort)),
});
const { signal } = controller;
const result = await client.addComment(caseId, { text, isRestricted: true, author }, { signal });
const timers = process.getActiveResourcesInfo().filter((name) => name === "Timeout");
process.stdout.write(JSON.stringify({ kind: result.ok ? "ok" : result.error.kind, timers }));
