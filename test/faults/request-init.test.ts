import { createClient, type Fetch } from "@case-comments/client";
import { createRawClient } from "@case-comments/client/raw";
import { afterEach, describe, expect, it, vi } from "vitest";
import { apiKey, author, caseId, text } from "./canaries.ts";
import { createdBody } from "./responses.ts";

/** What keeps the caches of frameworks away; the builds of Next.js in test/frameworks show that it does. */
const uncached = { cache: "no-store", next: { internal: true } };

/** Stands for the stream that workerd has. */
class FixedLengthStream extends TransformStream<Uint8Array, Uint8Array> {
  constructor(_length: number) {
    super();
  }
}

/** What the client gives to `fetch` on a runtime that has some globals. */
async function requestInit(globals: Record<string, unknown>): Promise<RequestInit> {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  const received: RequestInit[] = [];
  const fetch: Fetch = async (_, init) => {
    received.push(init);
    await new Response(init.body).arrayBuffer();
    return new Response(createdBody);
  };
  const client = createClient({ apiKey, baseUrl: "https://api.example", fetch });
  const { ok } = await client.addComment(caseId, { text, isRestricted: true, author });
  expect(ok).toBe(true);
  expect(received).toHaveLength(1);
  return received[0] as RequestInit;
}

// What goes wrong without these shows only on some versions of the runtimes, or under conditions
// that no server of ours can bring about.
describe("fetch", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("on Node and Bun follows no redirect, and has no credentials to send a stream again with", async () => {
    const init = await requestInit({});
    expect(init).toMatchObject({ method: "POST", redirect: "error", credentials: "omit", duplex: "half" });
    expect(init).toMatchObject(uncached);
    expect(init.body).toBeInstanceOf(ReadableStream);
  });

  it("on Deno follows no redirect, and has no credentials", async () => {
    const init = await requestInit({ Deno: {} });
    expect(init).toMatchObject({ method: "POST", redirect: "manual", credentials: "omit" });
    expect(init).toMatchObject(uncached);
    expect(init.body).toBeInstanceOf(Blob);
  });

  it("on workerd follows no redirect; it knows neither the mode error nor credentials nor cache", async () => {
    const init = await requestInit({ FixedLengthStream });
    expect(init).toMatchObject({ method: "POST", redirect: "manual" });
    for (const name of ["credentials", "cache", "next"]) expect(init).not.toHaveProperty(name);
    expect(init.body).toBeInstanceOf(ReadableStream);
  });

  it.for([
    ["Node and Bun", {}, "error"],
    ["Deno", { Deno: {} }, "manual"],
    ["workerd", { FixedLengthStream }, "manual"],
  ] as const)("on %s follows no redirect without a body, either", async ([, globals, redirect]) => {
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
    const received: RequestInit[] = [];
    const fetch: Fetch = async (_, init) => {
      received.push(init as RequestInit);
      return new Response("[]");
    };
    const raw = createRawClient({ apiKey, baseUrl: "https://api.example", fetch });
    // What a contract with more operations would allow.
    await (raw as unknown as Record<"GET", (path: string) => Promise<unknown>>).GET("/api/v1/cases");
    expect(received).toMatchObject([{ method: "GET", redirect }]);
  });
});
