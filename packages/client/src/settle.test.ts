import { describe, expect, it } from "vitest";
import { apiKey, caseId, comment, leaksOf, shown } from "../test/canaries.ts";
import { Program, randomHistory, stepsOf } from "../test/histories.ts";
import { fromBytes } from "./index.ts";
import { fingerprintOf, type KeptCall, keptEvent, settle } from "./settle.ts";
import type { CaseCommentEvent } from "./webhook.ts";

describe("settle", () => {
  it.each([
    ["an event settles the call that it is of", "A@0 A? 1@1", "A=1"],
    ["an event may come before the verdict", "A@0 1@1 A?", "A=1"],
    ["an event is not needed after an answer", "A@0 A=1", "A=1"],
    ["an event after the answer changes nothing", "A@0 A=1 1@1", "A=1"],
    ["an event comes again", "A@0 A? 1@1 1@1", "A=1"],
    ["an event that comes again settles no later call", "A@0 A? 1@1 B@2 B? 1@1", "A=1"],
    ["nor does that of an answered call", "A@0 A=1 1@1 B@2 B? 1@1", "A=1"],
    ["other words", "A@0 A? 1y@1", ""],
    ["an event of long before", "A@100 A? 1@39", ""],
    ["an event from a clock that is behind", "A@100 A? 1@40", "A=1"],
    ["an event of long after", "A@0 A? 1@9000", "A=1"],
    ["one event for two calls", "A@0 A? B@1 B? 1@2", ""],
    ["two events for two calls", "A@0 A? B@1 B? 1@2 2@3", "A=1 B=2"],
    ["two events, in the other order", "A@0 A? B@1 B? 2@3 1@2", "A=1 B=2"],
    ["an event that only the first can have caused", "A@0 A? B@100 B? 1@2", "A=1"],
    ["one that only the first can have caused, and one more", "A@0 A? B@100 B? 1@2 2@101", "A=1 B=2"],
    ["a call that was not sent beside it", "A@0 A? B@1 B! 1@2", "A=1"],
    ["a call that turns out not to be sent", "A@0 A? B@1 1@2 B!", "A=1"],
    ["a call that is still open beside it", "A@0 A? B@1 1@2 2@3", ""],
    ["an open call that is answered with one of the ids", "A@0 A? B@1 1@2 2@3 B=1", "A=2 B=1"],
    ["an answered call whose own event has not come", "A@0 A=1 B@1 B? 2@2", "A=1"],
    ["an answered call, and both events", "A@0 A=1 B@1 B? 2@2 1@1", "A=1 B=2"],
    ["events with other ids than answers: one is not enough", "A@0 A=1 B@1 B? 8@1", "A=1"],
    ["events with other ids than answers: two are", "A@0 A=1 B@1 B? 8@1 9@2", "A=1 B=9"],
    ["more events than calls", "A@0 1@1 2@2 A?", ""],
    ["one more event after it is settled", "A@0 A? 1@1 2@2", "A=1"],
    ["two kinds of words", "A@0 A? By@0 B? 1y@1", "B=1"],
    ["an id that comes again with other words", "1y@1 1@1 A@0 A?", ""],
  ])("%s: %s", (_, history, expected) => {
    const program = new Program();
    for (const step of stepsOf(history)) program.take(step);
    expect(Array.from(program.created, (pair) => pair.join("=")).join(" ")).toBe(expected);
  });

  it("looks at each call a few times, however many there are", () => {
    const ids = Array.from({ length: 500 }, (_, index) => `${index}`);
    let looks = 0;
    const calls = ids.map((id): KeptCall => {
      const call = { id, fingerprint: id, began: 0, state: "unknown" } as const;
      return {
        ...call,
        get fingerprint() {
          looks++;
          return call.fingerprint;
        },
      };
    });
    const events = ids.map((id) => ({ commentId: id, fingerprint: id, createdAt: 0 }));
    expect(settle(calls, events)).toEqual(new Map(ids.map((id) => [id, id])));
    expect(looks).toBeLessThan(10 * ids.length);
  });

  it("is never wrong in 10,000 histories, and says all there is to say", () => {
    let settled = 0;
    for (let seed = 1; seed <= 10_000; seed++) {
      const { steps, created, certain } = randomHistory(seed);
      const program = new Program();
      let before = program.created;
      for (const step of steps) {
        program.take(step);
        const now = program.created;
        for (const [id, commentId] of before) expect(now.get(id), `seed ${seed}`).toBe(commentId);
        before = now;
      }
      for (const id of before.keys()) expect(created.has(id), `seed ${seed}: ${id}`).toBe(true);
      for (const id of certain) expect(before.has(id), `seed ${seed}: ${id}`).toBe(true);
      expect(new Set(before.values()).size, `seed ${seed}`).toBe(before.size);
      settled += before.size;
    }
    // So that a model which stops making calls is noticed.
    expect(settled).toBeGreaterThan(5_000);
  });
});

describe("fingerprints", () => {
  const key = "a key";
  const attachments = [
    fromBytes(new Uint8Array(), shown),
    fromBytes(new Uint8Array(), { ...shown, fileName: "a" }),
  ];
  const full = { ...comment, attachments };
  const { text, isRestricted, author } = comment;
  const sent = {
    id: "17",
    text,
    isRestricted,
    createdAt: "2024-09-04T12:00:00.000Z",
    author,
    attachments: [{ fileName: "a" }, { fileName: shown.fileName }],
  };
  const eventOf = (comments: object, case_: object | null = { id: caseId }) =>
    ({ event: "ADD_CASE_COMMENT", payload: { comments, case: case_ } }) as unknown as CaseCommentEvent;

  it("are the same for a call and its event, and show nothing of either", async () => {
    const kept = await keptEvent(eventOf(sent), key);
    expect(kept).toEqual({
      commentId: "17",
      fingerprint: await fingerprintOf(caseId.toUpperCase(), full, key),
      createdAt: Date.UTC(2024, 8, 4, 12),
    });
    expect(kept?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(leaksOf(JSON.stringify(kept))).toEqual([]);
    expect(
      await keptEvent({ event: "ADD_CASE_COMMENT", payload: { comment: sent, case: { id: caseId } } }, key),
    ).toEqual(kept);
  });

  it.each<[string, object, (object | null)?]>([
    ["case", {}, { id: "8c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11" }],
    ["text", { text: `${text} ` }],
    ["visibility", { isRestricted: !isRestricted }],
    ["author", { author: { email: "other@clinic.example" } }],
    ["file", { attachments: [{ fileName: "a" }, { fileName: "b" }] }],
    ["number of files", { attachments: [{ fileName: "a" }] }],
  ])("differ by %s", async (_, changes, case_) => {
    const event = await keptEvent(eventOf({ ...sent, ...changes }, case_), key);
    expect(event?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(event?.fingerprint).not.toBe(await fingerprintOf(caseId, full, key));
  });

  it("differ by key, and take no empty one", async () => {
    expect(await fingerprintOf(caseId, full, key)).not.toBe(await fingerprintOf(caseId, full, `${apiKey}2`));
    await expect(fingerprintOf(caseId, full, "")).rejects.toThrow(TypeError);
  });

  it("of a comment that sends no event are those of no event", async () => {
    const kept = await keptEvent(eventOf(sent), key);
    expect(await fingerprintOf(caseId, { ...full, webhookNotify: false }, key)).not.toBe(kept?.fingerprint);
    expect(await fingerprintOf(caseId, { ...full, webhookNotify: true }, key)).toBe(kept?.fingerprint);
  });

  it.each<[string, object, (object | null)?]>([
    ["case", {}, null],
    ["case id", {}, { shortId: 7 }],
    ["id", { id: "" }],
    ["text", { text: undefined }],
    ["visibility", { isRestricted: undefined }],
    ["time", { createdAt: undefined }],
    ["readable time", { createdAt: "yesterday" }],
    ["time in a zone", { createdAt: "2024-09-04T12:00:00" }],
    ["time with a date and a zone", { createdAt: "Sep 4 2024 12:00 GMT-05:00" }],
    ["time that is text", { createdAt: { toString: 1 } }],
    ["author", { author: null }],
    ["address", { author: { firstName: "Rosa" } }],
    ["list of files", { attachments: undefined }],
    ["name of a file", { attachments: [{ url: "https://files.example" }, null] }],
  ])("need a %s", async (_, changes, case_) => {
    expect(await keptEvent(eventOf({ ...sent, ...changes }, case_), key)).toBeUndefined();
  });

  it("can't be taken of what is no event of a comment", async () => {
    expect(await keptEvent({ event: "ADD_CASE_COMMENT", payload: {} }, key)).toBeUndefined();
    for (const event of [{}, null, { payload: null }, { payload: { comments: 5, case: 5 } }])
      expect(await keptEvent(event as never, key)).toBeUndefined();
  });

  it("can be taken of an event that has an empty place for the other form", async () => {
    const { payload } = eventOf(sent);
    const event = {
      event: "ADD_CASE_COMMENT",
      payload: { ...payload, comments: {}, comment: sent },
    } as const;
    expect(await keptEvent(event as never, key)).toEqual(await keptEvent(eventOf(sent), key));
  });

  it.each([null, {}, { attachments: null }, { author: null }, { attachments: 5, author: { email: 5 } }])(
    "can be taken of %j, though it can't be sent",
    async (changes) => {
      const wrong = changes && { ...full, ...changes };
      expect(await fingerprintOf(caseId, wrong as never, key)).toMatch(/^[0-9a-f]{64}$/);
      expect(await fingerprintOf(5 as never, wrong as never, key)).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it("can be taken of what JSON can't hold", async () => {
    expect(await fingerprintOf(caseId, { ...full, text: 10n } as never, key)).toMatch(/^[0-9a-f]{64}$/);
  });

  it("take a time of any zone that is told", async () => {
    const kept = await keptEvent(eventOf({ ...sent, createdAt: "2024-09-04T14:00:00.5+02:00" }), key);
    expect(kept?.createdAt).toBe(Date.UTC(2024, 8, 4, 12, 0, 0, 500));
  });
});
