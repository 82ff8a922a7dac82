import { operations as documented } from "@case-comments/contract";
import { type Mock, startMock } from "@case-comments/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../facts/facts.ts";
import { withoutOwnValues } from "./own-values.ts";
import { requestCases } from "./request-cases.ts";
import { send } from "./send.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ port: 0, log: "off" });
});
afterAll(() => mock.close());

it("the mock is asked for every operation there is", () => {
  const ids = documented.map(({ operation }) => operation);
  expect(Object.keys(operations)).toEqual(ids);
  expect(Object.keys(requestCases)).toEqual(ids);
});

describe.each(Object.entries(operations))("the mock, asked to %s", (operation, facts) => {
  const { success, failures } = facts;
  const responses = new Map<string, { status: number; body: unknown }>([
    [success.name ?? String(success.status), { status: success.status, body: success.body }],
    ...failures.map(
      ([name, , status, error]) =>
        [name, { status, body: { status, success: false, message: "Invalid request", error } }] as const,
    ),
  ]);
  const cases = requestCases[operation] ?? [];

  it("is asked for every response there is", () => {
    expect(new Set(cases.map(({ expected }) => expected))).toEqual(new Set(responses.keys()));
  });

  it.for(cases)("answers $title with $expected", async ({ expected, ...request }) => {
    const { status, type, body } = await send(mock.url, facts, request);
    if (body !== undefined) expect(type).toMatch(/^application\/json/);
    const documented = responses.get(expected);
    expect({ status, body: withoutOwnValues(body) }).toStrictEqual({
      ...documented,
      body: withoutOwnValues(documented?.body),
    });
    expect((await mock.requests()).at(-1)?.response).toBe(expected);
  });
});
