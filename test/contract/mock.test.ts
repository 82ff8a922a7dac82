import { type Mock, startMock } from "@case-comments/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { created, refusals } from "../facts/facts.ts";
import { oneReason, severalReasons } from "./deserving-requests.ts";
import { send } from "./send.ts";

const answers = new Map<string, { status: number; body: object }>([
  ["commentCreated", { status: 200, body: created }],
  ...refusals.map(
    ([name, , status, error]) =>
      [name, { status, body: { status, success: false, message: "Invalid request", error } }] as const,
  ),
]);

describe("the mock", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock({ port: 0, log: "off" });
  });
  afterAll(() => mock.close());

  it("is asked for every answer there is", () => {
    expect(new Set(oneReason.map(({ answer }) => answer))).toEqual(new Set(answers.keys()));
  });

  it.for([...oneReason, ...severalReasons])("answers $title with $answer", async (request) => {
    const received = await send(mock.url, request);
    expect(received.type).toMatch(/^application\/json/);
    expect({ status: received.status, body: received.body }).toStrictEqual(answers.get(request.answer));
  });
});
