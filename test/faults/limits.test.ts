import { type AddCommentResult, createClient, type NewComment } from "@case-comments/client";
import { describe, expect, it } from "vitest";
import { apiKey, author, caseId } from "./canaries.ts";
import { startFaultServer } from "./fault-server.ts";
import type { ReceivedRequest } from "./received-request.ts";
import { success } from "./responses.ts";
import { respond } from "./server-script.ts";

const comment: NewComment = { text: "", isRestricted: true, author };

/** What became of a comment, and what a server received of it. */
async function add(
  changes: Partial<NewComment>,
): Promise<{ result: AddCommentResult; requests: readonly ReceivedRequest[] }> {
  const server = await startFaultServer([respond(success)]);
  try {
    const client = createClient({ apiKey, baseUrl: `http://127.0.0.1:${server.port}` });
    const result = await client.addComment(caseId, { ...comment, ...changes });
    return { result, requests: server.requests };
  } finally {
    await server.close();
  }
}

describe("the largest body", () => {
  const maxBodyBytes = 32_000_000;

  /** A text that makes a body of so many bytes. */
  async function textFor(bytes: number): Promise<string> {
    const { requests } = await add({ text: "x" });
    return "x".repeat(1 + bytes - (requests[0]?.bodyLength ?? 0));
  }

  it("has 32,000,000 bytes", async () => {
    const { result, requests } = await add({ text: await textFor(maxBodyBytes) });
    expect(result.ok).toBe(true);
    expect(requests.map(({ bodyLength, holdsComment }) => [bodyLength, holdsComment])).toEqual([
      [maxBodyBytes, true],
    ]);
  });

  it("has not one byte more", async () => {
    const { result, requests } = await add({ text: await textFor(maxBodyBytes + 1) });
    expect(result).toMatchObject({ ok: false, error: { kind: "invalidInput", delivery: "not-sent" } });
    expect(requests).toEqual([]);
  });
});

describe("the longest e-mail address", () => {
  const emailOf = (length: number) => "@clinic.example".padStart(length, "x");

  it.each<[string, (email: string) => Partial<NewComment>]>([
    ["/author/email", (email) => ({ author: { email } })],
    ["/taggedUsers/0/email", (email) => ({ taggedUsers: [{ email }] })],
  ])("has 320 characters, and not one more: %s", async (path, changes) => {
    const longest = await add(changes(emailOf(320)));
    expect(longest.result.ok).toBe(true);
    expect(longest.requests).toHaveLength(1);
    const longer = await add(changes(emailOf(321)));
    expect(longer.result).toMatchObject({ ok: false, error: { kind: "invalidInput", issues: [{ path }] } });
    expect(longer.requests).toEqual([]);
  });
});
