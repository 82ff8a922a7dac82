import { checkResponse } from "@case-comments/contract";
import { type Mock, startMock } from "@case-comments/mock";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { send } from "./send.ts";

const email = fc
  .tuple(fc.stringMatching(/^[a-zé.+]{1,20}$/), fc.stringMatching(/^[a-z.-]{1,20}$/))
  .map(([local, domain]) => `${local}@${domain}`);
const text = fc.string({ unit: "binary", maxLength: 50 }).map((anything) => anything.toWellFormed());
const person = fc.record(
  { email, firstName: text, lastName: text, other: fc.jsonValue() },
  { requiredKeys: ["email"] },
);
const attachment = fc.record(
  {
    fileName: text,
    content: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("base64")),
    isRestricted: fc.boolean(),
    isPHI: fc.boolean(),
    other: fc.jsonValue(),
  },
  { requiredKeys: ["fileName", "content"] },
);
/** Any body that the contract allows, with properties that it doesn't name. */
const validBody = fc.record(
  {
    action: fc.constant("ADD_COMMUNICATION"),
    communication: fc.record(
      {
        text,
        isRestricted: fc.boolean(),
        author: person,
        webhookNotify: fc.boolean(),
        attachments: fc.array(attachment, { maxLength: 3 }),
        taggedUsers: fc.array(person, { maxLength: 3 }),
        other: fc.jsonValue(),
      },
      { requiredKeys: ["text", "isRestricted", "author"] },
    ),
    other: fc.jsonValue(),
  },
  { requiredKeys: ["action", "communication"] },
);

// What the contract says of each named field, by hand: its type, and whether it must be there.
const fields: Record<string, { type: string; required: boolean; broken?: unknown }> = {
  "": { type: "object", required: true },
  action: { type: "string", required: true, broken: "ADD_COMMENT" },
  communication: { type: "object", required: true },
  "communication.text": { type: "string", required: true },
  "communication.isRestricted": { type: "boolean", required: true },
  "communication.webhookNotify": { type: "boolean", required: false },
  "communication.author": { type: "object", required: true },
  "communication.attachments": { type: "array", required: false },
  "communication.taggedUsers": { type: "array", required: false },
  "communication.attachments.*": { type: "object", required: false },
  "communication.attachments.*.fileName": { type: "string", required: true },
  "communication.attachments.*.content": { type: "string", required: true, broken: "QQ=" },
  "communication.attachments.*.isRestricted": { type: "boolean", required: false },
  "communication.attachments.*.isPHI": { type: "boolean", required: false },
  "communication.taggedUsers.*": { type: "object", required: false },
  ...Object.fromEntries(
    ["communication.author", "communication.taggedUsers.*"].flatMap((path) => [
      [`${path}.email`, { type: "string", required: true, broken: "nobody" }],
      [`${path}.firstName`, { type: "string", required: false }],
      [`${path}.lastName`, { type: "string", required: false }],
    ]),
  ),
};
const wrong: Record<string, unknown> = {
  string: "x",
  boolean: true,
  object: {},
  array: [],
  number: 1.5,
  null: null,
};

/** Every change of one place that makes a body invalid. */
function breakings(value: unknown, path: string, put: (value: unknown) => unknown): unknown[] {
  const rule = fields[path];
  if (!rule) return [];
  const mutants = Object.entries(wrong)
    .filter(([type]) => type !== rule.type)
    .map(([, other]) => put(other));
  if (rule.required && path !== "") mutants.push(put(undefined));
  if ("broken" in rule) mutants.push(put(rule.broken));
  if (typeof value !== "object" || value === null) return mutants;
  for (const [key, child] of Object.entries(value)) {
    const name = Array.isArray(value) ? "*" : key;
    const putChild = (changed: unknown) =>
      put(Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed });
    mutants.push(...breakings(child, path === "" ? name : `${path}.${name}`, putChild));
  }
  return mutants;
}

describe("the mock", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock({ port: 0, log: "off" });
  });
  afterAll(() => mock.close());

  it("accepts every valid request", async () => {
    await fc.assert(
      fc.asyncProperty(validBody, async (body) => {
        expect(await send(mock.url, { title: "", answer: "", body })).toMatchObject({ status: 200 });
      }),
      { numRuns: 300 },
    );
  });

  it("refuses every request that one change has made invalid, with a documented body", async () => {
    const broken = validBody.chain((body) => {
      const mutants = breakings(body, "", (value) => value).filter((mutant) => mutant !== undefined);
      return fc.constantFrom(...mutants);
    });
    await fc.assert(
      fc.asyncProperty(broken, async (body) => {
        const answer = await send(mock.url, { title: "", answer: "", body });
        expect(answer.status).toBe(400);
        expect(checkResponse("addCaseComment", answer.status, answer.body)).toMatchObject({ ok: true });
      }),
      { numRuns: 1000 },
    );
  });
});
