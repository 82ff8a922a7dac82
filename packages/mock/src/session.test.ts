import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Mock, Session } from "./mock.ts";
import { startMock } from "./start-mock.ts";

const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const comment = (text: string, more: object = {}) => ({
  action: "ADD_COMMUNICATION",
  communication: { text, isRestricted: false, author: { email: "rosa@clinic.example" }, ...more },
});

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

/** Sends to the mock with a session's key, and gives the status and the text of the error. */
async function send(
  { url, apiKey }: Session,
  body: unknown = comment("…"),
  more: Record<string, string> = {},
) {
  const { id = caseId, ...headers } = more;
  const response = await fetch(`${url}/api/v1/cases/${id}`, {
    method: "POST",
    headers: { "cv-api-key": apiKey, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text };
}
const statusOf = async (...sent: Parameters<typeof send>) => (await send(...sent)).status;

describe("what a test orders", () => {
  it("comes in order, and to its own session alone", async () => {
    const [one, other] = [mock.session(), mock.session()];
    await one.next("caseNotFound", { fault: "503" }, "commentCreated");
    await other.next("permissionDenied");
    expect(await statusOf(other)).toBe(403);
    expect([await statusOf(one), await statusOf(one), await statusOf(one), await statusOf(one)]).toEqual([
      404, 503, 200, 200,
    ]);
    expect(await statusOf(other)).toBe(200);
    expect((await one.requests()).map(({ response }) => response)).toEqual([
      "caseNotFound",
      "503",
      "commentCreated",
      "commentCreated",
    ]);
  });

  it("comes as often as is said, to the calls that are meant", async () => {
    const session = mock.session();
    await session.next("caseNotFound", {
      match: { body: { communication: { text: "first", isRestricted: false } } },
      times: 2,
    });
    await session.next("permissionDenied", { match: { path: { caseId: caseId.replace("7", "8") } } });
    const first = comment("first");
    expect([
      await statusOf(session, comment("second")),
      await statusOf(session, first),
      await statusOf(session, first),
      await statusOf(session, first),
      await statusOf(session, first, { id: caseId.replace("7", "8") }),
    ]).toEqual([200, 404, 404, 200, 403]);
    expect(await session.unused()).toEqual([]);
  });

  it("is never a success for a call that must fail", async () => {
    const session = mock.session();
    await session.next("commentCreated", "caseNotFound");
    const noComment = { action: "ADD_COMMUNICATION" };
    expect(await statusOf(session, noComment)).toBe(400);
    expect(await session.unused()).toEqual([{ response: "commentCreated" }, { response: "caseNotFound" }]);
    expect([await statusOf(session), await statusOf(session, noComment)]).toEqual([200, 404]);
    const unknown = mock.session("unknown-test-key");
    await unknown.next("commentCreated");
    expect(await statusOf(unknown)).toBe(401);
    expect(await unknown.reset()).toEqual([{ response: "commentCreated" }]);
    for (const success of [{ code: 200 }, { dynamic: true }, { example: "commentCreated" }] as const) {
      await session.reset();
      await session.next(success);
      expect(await statusOf(session, noComment), JSON.stringify(success)).toBe(400);
      expect(await session.unused()).toEqual([success]);
    }
    await session.reset();
  });

  it("waits while a call orders its own answer", async () => {
    const session = mock.session();
    await session.next("caseNotFound");
    expect(await statusOf(session, comment("…"), { prefer: "code=403" })).toBe(403);
    expect(await statusOf(session, comment("…"), { id: "00000000-0000-4000-8000-0000000f0503" })).toBe(503);
    expect(await statusOf(session, comment("…"), { prefer: "nonsense, code=4" })).toBe(422);
    expect(await session.unused()).toEqual([{ response: "caseNotFound" }]);
    expect(await statusOf(session)).toBe(404);
  });

  it("is everything that Prefer can order", async () => {
    const session = mock.session();
    await session.next(
      { code: 404 },
      { example: "commentCreated" },
      { dynamic: true, seed: "s" },
      { dynamic: true, seed: "s" },
      { fault: "429" },
      { fault: "reset" },
      { fault: "early-413" },
    );
    expect(await statusOf(session)).toBe(404);
    expect((await send(session)).text).toContain("e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b");
    expect((await send(session)).text).toEqual((await send(session)).text);
    expect(await statusOf(session)).toBe(429);
    await expect(send(session)).rejects.toThrow(TypeError);
    expect(await statusOf(session)).toBe(413);
    expect((await session.requests()).map(({ response }) => response).slice(-2)).toEqual([
      "reset",
      "early-413",
    ]);
    expect(await session.unused()).toEqual([]);
  });

  it("that happens before the body is read waits while an answer before it may be the call's", async () => {
    const session = mock.session();
    await session.next("caseNotFound", { match: { body: { communication: { text: "meant" } } } });
    await session.next({ fault: "reset" });
    expect(await statusOf(session, comment("another"))).toBe(200);
    expect(await statusOf(session, comment("meant"))).toBe(404);
    await expect(send(session)).rejects.toThrow(TypeError);
    expect(await session.unused()).toEqual([]);
  });

  it("is refused when it can't be meant", async () => {
    const session = mock.session();
    const order = (...given: unknown[]) => (session.next as (...given: unknown[]) => Promise<void>)(...given);
    for (const wrong of [
      "noSuchResponse",
      { fault: "noSuchFault" },
      { faul: "503" },
      { code: 418 },
      { seed: "s", code: 404 },
      { response: "caseNotFound", code: 400 },
      { dynamic: true, example: "commentCreated", code: 404 },
      {},
    ])
      await expect(order(wrong), JSON.stringify(wrong)).rejects.toThrow(TypeError);
    for (const options of [
      { times: 0 },
      { times: 1.5 },
      { times: Number.NaN },
      { times: 2, fault: "503" },
      { match: {} },
      { match: null },
      { match: "a text" },
      { match: () => true },
      { match: { communication: { isRestricted: true } } },
      { match: { body: { communication: { text: undefined } } } },
      { match: { body: { communication: { attachments: [] } } } },
      { match: { body: 5n } },
    ])
      await expect(order("caseNotFound", options), inspect(options)).rejects.toThrow(/^(match|times): /);
    await expect(order({ fault: "reset" }, { match: { body: { action: "…" } } })).rejects.toThrow(TypeError);
    await expect(order(...Array(10_001).fill("caseNotFound"))).rejects.toThrow(RangeError);
    expect(await session.unused()).toEqual([]);
    expect(await statusOf(session)).toBe(200);
  });

  it("needs a key that calls can come with", () => {
    for (const key of ["", " ", " a-key", "a\nkey", "schlüssel", 5, null])
      expect(() => mock.session(key as string), JSON.stringify(key)).toThrow(
        /^a session's key must be of visible ASCII characters$/,
      );
    expect(mock.session("a key").apiKey).toBe("a key");
  });

  it("reaches each call once, however many come at the same time", async () => {
    const session = mock.session();
    await session.next("caseNotFound", { times: 20 });
    const statuses = await Promise.all(Array.from({ length: 50 }, () => statusOf(session)));
    expect(statuses.filter((status) => status === 404)).toHaveLength(20);
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
  });
});

describe("the journal of a session", () => {
  it("has its own requests, from the last reset on", async () => {
    const [one, other] = [mock.session(), mock.session()];
    await send(one, comment("before"));
    await one.next("caseNotFound");
    expect(await one.reset()).toEqual([{ response: "caseNotFound" }]);
    expect(await one.requests()).toEqual([]);
    await send(one, comment("after"));
    await send(other, comment("elsewhere"));
    expect((await one.requests()).map(({ body }) => body)).toEqual([comment("after")]);
    const all = (await mock.requests()).map(({ body }) => body);
    expect(all.slice(-3)).toEqual([comment("before"), comment("after"), comment("elsewhere")]);
  });

  it("is waited for", async () => {
    const session = mock.session();
    const two = session.waitFor(2);
    const meant = session.waitFor(({ response }) => response === "caseNotFound");
    await send(session);
    await session.next("caseNotFound");
    await send(session);
    expect((await two).map(({ response }) => response)).toEqual(["commentCreated", "caseNotFound"]);
    expect(await meant).toMatchObject([{ status: 404 }]);
    expect(await session.waitFor(1)).toHaveLength(2);
  });

  it("is waited for no longer than is said", async () => {
    const session = mock.session();
    await send(session);
    await expect(session.waitFor(2, { timeout: 20 })).rejects.toMatchObject({
      name: "TimeoutError",
      message: "2 requests were expected within 20 ms, but 1 came",
    });
    await expect(session.waitFor(() => false, { timeout: 20 })).rejects.toMatchObject({
      name: "TimeoutError",
    });
  });

  it("ends all waiting when the mock is closed", async () => {
    const own = await startMock();
    const waiting = own.session().waitFor(1, { timeout: 3_600_000 });
    await sleep(0);
    await Promise.all([own.close(), expect(waiting).rejects.toThrow("the mock was closed")]);
  });
});

describe("closing a mock", () => {
  it("warns of answers that no call has got", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => warnings.push(warning);
    process.on("warning", listen);
    onTestFinished(() => void process.off("warning", listen));
    const own = await startMock();
    await own.session().next("caseNotFound", { fault: "503" });
    await own.close();
    await sleep(0);
    expect(warnings).toMatchObject([
      {
        code: "CASE_COMMENTS_UNUSED_ANSWERS",
        message: "No call has got these answers: caseNotFound, 503",
      },
    ]);
  });
});
