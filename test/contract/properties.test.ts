import { checkResponse } from "@case-comments/contract";
import { type Mock, startMock } from "@case-comments/mock";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../facts/facts.ts";
import { brokenBody, validBody } from "./generated-bodies.ts";
import { send } from "./send.ts";

const { addCaseComment } = operations;

describe("the mock", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock({ port: 0, log: "off" });
  });
  afterAll(() => mock.close());

  it("accepts every valid request", async () => {
    await fc.assert(
      fc.asyncProperty(validBody, async (body) => {
        expect(await send(mock.url, addCaseComment, { body })).toMatchObject({ status: 200 });
      }),
      { numRuns: 300 },
    );
  });

  it("refuses every request that one change has made invalid, with a documented body", async () => {
    await fc.assert(
      fc.asyncProperty(brokenBody, async (body) => {
        const { status, body: failure } = await send(mock.url, addCaseComment, { body });
        expect(status).toBe(400);
        expect(checkResponse("addCaseComment", status, failure)).toMatchObject({ ok: true });
      }),
      { numRuns: 1000 },
    );
  });
});
