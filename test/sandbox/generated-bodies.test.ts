import { checkResponse } from "@case-comments/contract";
import { type Sandbox, startSandbox } from "@case-comments/sandbox";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { brokenBody, validBody } from "../contract/generated-bodies.ts";
import { send } from "../contract/send.ts";
import { operations } from "../facts/facts.ts";
import { readAll, readFile } from "./calls.ts";

const { addCaseComment } = operations;
const numRuns = process.env.CASE_COMMENTS_LONG === "1" ? 5_000 : 200;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox?.close());

let worlds = 0;
/** Posts a body into a world of its own. */
async function postAlone(body: unknown) {
  worlds += 1;
  const key = `test_generated-${worlds}`;
  return { key, ...(await send(sandbox.url, addCaseComment, { body, headers: { "cv-api-key": key } })) };
}

interface Posted {
  communication: { attachments?: { content: string }[] };
}

it("any valid comment is kept as it was posted, properties that nobody documents included", async () => {
  const property = fc.asyncProperty(validBody, async (body) => {
    const { key, ...answer } = await postAlone(body);
    expect(answer.status).toBe(200);
    const [comment, ...others] = await readAll(sandbox.url, key);
    expect(others).toEqual([]);
    const { attachments = [], ...posted } = (body as unknown as Posted).communication;
    const { attachments: kept = [], ...communication } = comment?.communication ?? {};
    // As JSON, in which -0 is 0.
    expect(communication).toEqual(JSON.parse(JSON.stringify(posted)));
    expect(kept).toHaveLength(attachments.length);
    for (const [index, { content, ...facts }] of attachments.entries()) {
      const bytes = Buffer.from(content, "base64");
      const { href = "", size, ...keptFacts } = kept[index] ?? {};
      // What the sandbox adds has the last word.
      const { href: _, size: __, ...postedFacts } = JSON.parse(JSON.stringify(facts));
      expect([size, keptFacts]).toEqual([bytes.length, postedFacts]);
      expect((await readFile(sandbox.url, key, href)).equals(bytes)).toBe(true);
    }
  });
  await fc.assert(property, { numRuns });
});

it("nothing is kept of a comment that is refused", async () => {
  const property = fc.asyncProperty(brokenBody, async (body) => {
    const { key, status, body: failure } = await postAlone(body);
    expect(status).toBe(400);
    expect(checkResponse("addCaseComment", status, failure)).toMatchObject({ ok: true });
    expect(await readAll(sandbox.url, key)).toEqual([]);
  });
  await fc.assert(property, { numRuns });
});
