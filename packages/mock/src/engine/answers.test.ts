import { contract } from "@case-comments/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnswers } from "./answers.ts";
import operations from "./operations.gen.json" with { type: "json" };
import { createEngine, type PrismOperation, type Wanted } from "./prism-engine.ts";

const prismOperations = operations as unknown as PrismOperation[];
const operation = "addCaseComment";
const documented = contract.examples.flatMap(({ answers }) => answers);
const codes = [...new Set(documented.map(({ status }) => status)), 100, 204, 301, 418, 500];
const names = [...documented.map(({ name }) => name), "noSuchExample", "", "__proto__", "undefined"];

/** Asks Prism anew each time. */
const engine = createEngine(prismOperations);

async function plain(wanted: Wanted) {
  const answer = await engine(wanted);
  return answer && { status: answer.status, type: answer.headers["Content-type"], body: answer.body };
}

describe("the answers that are kept", () => {
  const answers = createAnswers(prismOperations);
  const remembered = async (wanted: Wanted) => {
    const { status, headers, content, name } = answers.kept(wanted) ?? (await answers.ask(wanted));
    if (name === "undocumentedAnswer") return undefined;
    return { status, type: headers["content-type"], body: JSON.parse(content) };
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
    const wanted = fc.record(
      {
        operation: fc.constant(operation),
        code: fc.constantFrom(...codes),
        example: fc.constantFrom(...names),
      },
      { requiredKeys: ["operation"] },
    );
    const asked = fc.asyncProperty(fc.array(wanted, { maxLength: 20 }), async (list) => {
      for (const each of list) expect(await remembered(each)).toEqual(await plain(each));
    });
    await fc.assert(asked, { numRuns: 200 });
  });

  it("are kept after the first time, unless they are invented or not there", async () => {
    const fresh = createAnswers(prismOperations);
    const wanted = { operation, code: 404, example: "caseNotFound" };
    expect(fresh.kept(wanted)).toBeUndefined();
    const first = await fresh.ask(wanted);
    expect(fresh.kept(wanted)).toBe(first);
    expect(fresh.kept({ ...wanted, dynamic: true })).toBeUndefined();
    await fresh.ask({ operation, dynamic: true });
    expect(fresh.kept({ operation, dynamic: true })).toBeUndefined();
    await fresh.ask({ operation, code: 418 });
    expect(fresh.kept({ operation, code: 418 })).toBeUndefined();
  });

  it("are invented alike with the same seed, and fit the contract", async () => {
    const seeded = { operation, code: 200, dynamic: true, seed: "a seed" };
    const first = JSON.parse((await answers.ask(seeded)).content);
    expect(JSON.parse((await answers.ask(seeded)).content)).toEqual(first);
    expect(contract.checkResponse(operation, 200, first)).toMatchObject({ ok: true });
    const { content } = await answers.ask({ operation, code: 200, dynamic: true });
    expect(contract.checkResponse(operation, 200, JSON.parse(content))).toMatchObject({ ok: true });
  });
});
