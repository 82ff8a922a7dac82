import { format, inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { apiKey, caseId, comment, leaksOf, shown } from "../test/canaries.ts";
import { answer, startServer } from "../test/recording-server.ts";
import { type AttemptEvent, CaseCommentsError, createClient, fromBytes, unwrap } from "./index.ts";
import { createRawClient } from "./raw.ts";

/** Every way in which a value ends up in a log. */
function logOutputs(value: unknown): string[] {
  return [
    String(value),
    `${value}`,
    JSON.stringify(value) ?? "",
    format("%s %o %O %j", value, value, value, value),
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
    inspect(clone(value), { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    value instanceof Error ? (value.stack ?? "") : "",
  ];
}

function clone(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch (error) {
    return error;
  }
}

const leaks = (value: unknown) => logOutputs(value).flatMap(leaksOf);

const attachments = [fromBytes(Buffer.from("planted-content"), shown)];
const echo = { status: 404, success: false, message: "planted-message", error: `planted-error ${apiKey}` };

async function outcomeOf(behaviour: Parameters<typeof startServer>[0]) {
  const events: AttemptEvent[] = [];
  const { baseUrl } = await startServer(behaviour);
  const client = createClient({ apiKey, baseUrl, onEvent: (event) => events.push(event) });
  const result = await client.addComment(caseId, { ...comment, attachments }, { timeout: 500 });
  return { events, client, result };
}

describe("nothing leaks", () => {
  it("from a client or an attachment", () => {
    const client = createClient({ apiKey, environment: "production" });
    expect(leaks(client)).toEqual([]);
    expect(leaks(createRawClient({ apiKey, environment: "production" }))).toEqual([]);
    expect(leaks(attachments)).toEqual([]);
  });

  it.each<[string, Parameters<typeof startServer>[0]]>([
    ["an answer that quotes everything", (response, { body }) => answer(response, 404, { ...echo, body })],
    ["a success that can't be read", (response, { body }) => answer(response, 200, `planted-${body}`)],
    ["a server error", (response, { body }) => answer(response, 500, body)],
    ["a broken connection", (response) => response.destroy()],
    ["a timeout", () => {}],
    ["a redirect", (response) => response.writeHead(307, { location: `/${caseId}` }).end()],
    ["a success", undefined],
  ])("from %s", async (_, behaviour) => {
    const { events, client, result } = await outcomeOf(behaviour);
    for (const value of [events, client, result]) expect(leaks(value)).toEqual([]);
    if (!result.ok) expect(leaks(result.error)).toEqual([]);
  });

  it("not even as a cause; what was said is there for those who ask", async () => {
    const { result } = await outcomeOf((response) => answer(response, 404, echo));
    const error = result.ok ? undefined : result.error;
    expect(error).not.toHaveProperty("cause");
    expect(error?.responseBody()).toBe(JSON.stringify(echo));
    const broken = await outcomeOf((response) => response.destroy());
    expect(!broken.result.ok && broken.result.error.reason()).toBeInstanceOf(Error);
  });
});

describe("an error", () => {
  it("is an Error that can be thrown and told from others", async () => {
    const { result } = await outcomeOf((response) => answer(response, 500, ""));
    let thrown: unknown;
    try {
      unwrap(result);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Error);
    expect(thrown).toBeInstanceOf(CaseCommentsError);
    expect(new Error("other")).not.toBeInstanceOf(CaseCommentsError);
    expect(String(thrown)).toMatch(/^CaseCommentsError: /);
    expect(JSON.parse(JSON.stringify(thrown))).toEqual({
      name: "CaseCommentsError",
      message: "The answer says nothing about the comment",
      kind: "unexpectedStatus",
      delivery: "unknown",
      status: 500,
      callId: expect.any(String),
    });
  });
});
