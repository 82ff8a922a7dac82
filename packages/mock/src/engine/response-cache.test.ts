import { contract } from "@case-comments/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import operations from "./operations.gen.json" with { type: "json" };
import { createEngine, type PrismOperation, type ResponseSelector } from "./prism-engine.ts";
import { createResponseCache } from "./response-cache.ts";

const prismOperations = operations as unknown as PrismOperation[];
const operation = "addCaseComment";
const documented = contract.operation(operation).responseExamples;
const codes = [...new Set(documented.map(({ status }) => status)), 100, 204, 301, 418, 500];
const names = [...documented.map(({ name }) => name), "noSuchExample", "", "__proto__", "undefined"];

/** Asks Prism anew each time. */
const engine = createEngine(prismOperations);

async function plain(selector: ResponseSelector) {
  const answer = await engine(selector);
  return answer && { status: answer.status, type: answer.headers["Content-type"], body: answer.body };
}

describe("the cached responses", () => {
  const responses = createResponseCache(prismOperations);
  const remembered = async (selector: ResponseSelector) => {
    const { status, headers, content, name } = responses.cached(selector) ?? (await responses.load(selector));
    if (name === "undocumentedResponse") return undefined;
    return { status, type: headers["content-type"], body: JSON.parse(String(content)) };
  };

  it("are those of the contract", async () => {
    for (const { status: code, name: example, body } of documented) {
      expect(await remembered({ operation, code, example })).toEqual({
        status: code,
        type: "application/json",
        body,
      });
    }
  });

  it("are what Prism would answer anew, in any order", async () => {
    const selector = fc.record(
      {
        operation: fc.constant(operation),
        code: fc.constantFrom(...codes),
        example: fc.constantFrom(...names),
      },
      { requiredKeys: ["operation"] },
    );
    const asked = fc.asyncProperty(fc.array(selector, { maxLength: 20 }), async (list) => {
      for (const each of list) expect(await remembered(each)).toEqual(await plain(each));
    });
    await fc.assert(asked, { numRuns: 200 });
  });

  it("are kept after the first time, unless they are invented or not there", async () => {
    const fresh = createResponseCache(prismOperations);
    const selector = { operation, code: 404, example: "caseNotFound" };
    expect(fresh.cached(selector)).toBeUndefined();
    const first = await fresh.load(selector);
    expect(fresh.cached(selector)).toBe(first);
    expect(fresh.cached({ ...selector, dynamic: true })).toBeUndefined();
    await fresh.load({ operation, dynamic: true });
    expect(fresh.cached({ operation, dynamic: true })).toBeUndefined();
    await fresh.load({ operation, code: 418 });
    expect(fresh.cached({ operation, code: 418 })).toBeUndefined();
  });

  it("are invented alike with the same seed, and fit the contract", async () => {
    const seeded = { operation, code: 200, dynamic: true, seed: "a seed" };
    const first = JSON.parse(String((await responses.load(seeded)).content));
    expect(JSON.parse(String((await responses.load(seeded)).content))).toEqual(first);
    expect(contract.checkResponse(operation, 200, first)).toMatchObject({ ok: true });
    const { content } = await responses.load({ operation, code: 200, dynamic: true });
    expect(contract.checkResponse(operation, 200, JSON.parse(String(content)))).toMatchObject({ ok: true });
  });
});
