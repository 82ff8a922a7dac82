import { createClient } from "@case-comments/client";
import { createRawClient } from "@case-comments/client/raw";
import { type Mock, startMock } from "@case-comments/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { created, failures } from "../facts/facts.ts";
import { aCase } from "./request-cases.ts";

const comment = { text: "Hello", isRestricted: false, author: { email: "rosa@clinic.example" } };

describe("the client understands", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock({ port: 0, log: "off" });
  });
  afterAll(() => mock.close());

  /** A client whose every request asks the mock for one response by its name. */
  const clientThatPrefers = (prefer: string) =>
    createClient({
      apiKey: "a-key",
      baseUrl: mock.url,
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set("prefer", prefer);
        return fetch(input, { ...init, headers });
      },
    });

  it("success", async () => {
    const result = await clientThatPrefers("code=200, example=commentCreated").addComment(aCase, comment);
    expect(result).toMatchObject({ ok: true, data: created.data });
  });

  it.for(failures)("the failure %s", async ([name, kind, status, error, provenance]) => {
    const result = await clientThatPrefers(`code=${status}, example=${name}`).addComment(aCase, comment);
    if (result.ok) throw new Error("it took a failure for success");
    expect(result.error.kind).toBe(provenance === "assumed" ? "unrecognizedRejection" : kind);
    expect(result.error.delivery).toBe("rejected");
    expect(result.error).toMatchObject({ status });
    const field = /^Missing required field `(\w+)`$/.exec(error)?.[1] ?? /^`(\w+)` field is/.exec(error)?.[1];
    if (field && provenance !== "assumed") expect(result.error).toMatchObject({ field });
  });

  it("what the test case ids stand for", async () => {
    const client = createClient({ apiKey: "a-key", baseUrl: mock.url });
    for (const [id, kind] of [
      ["00000000-0000-4000-8000-000000000403", "permissionDenied"],
      ["00000000-0000-4000-8000-000000000404", "caseNotFound"],
    ] as const) {
      const result = await client.addComment(id, comment);
      expect(!result.ok && result.error.kind).toBe(kind);
    }
  });

  it("raw requests and responses, typed", async () => {
    const raw = createRawClient({ apiKey: "a-key", baseUrl: mock.url });
    const { data, error, response } = await raw.POST("/api/v1/cases/{caseId}", {
      params: { path: { caseId: "00000000-0000-4000-8000-000000000404" } },
      body: { action: "ADD_COMMUNICATION", communication: comment },
    });
    expect(data).toBeUndefined();
    expect(response.status).toBe(404);
    if (error?.status === 404) expect(error.error).toBe("No Case found for provided details!");
    expect(error?.status).toBe(404);
  });
});
