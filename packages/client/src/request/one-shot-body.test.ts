import { describe, expect, it } from "vitest";
import { partsOfText } from "./json-body.ts";
import { OneShotBody } from "./one-shot-body.ts";

const long = JSON.stringify({ text: "✓".repeat(4096) });
const plan = partsOfText(long);

const text = (chunk: Uint8Array | undefined) => chunk && new TextDecoder().decode(chunk);

describe("OneShotBody", () => {
  it("hands out the closing brace by itself, and says when it did", async () => {
    const body = new OneShotBody(plan, new AbortController().signal);
    expect([body.length, body.isEnding, body.isPartlyHandedOver]).toEqual([3 * 4096 + 11, false, false]);
    expect(text(await body.next())).toBe(long.slice(0, -1));
    expect([body.left, body.isEnding, body.isPartlyHandedOver]).toEqual([1, true, true]);
    expect([text(await body.next()), body.left, body.isPartlyHandedOver]).toEqual(["}", 0, false]);
    expect(await body.next()).toBeUndefined();
  });

  it("hands out at once what a connection takes at once", async () => {
    const body = new OneShotBody(partsOfText('{"text":"✓"}'), new AbortController().signal);
    expect([body.left, body.isEnding, body.isPartlyHandedOver]).toEqual([14, true, false]);
    expect([text(await body.next()), body.left, body.isPartlyHandedOver]).toEqual(['{"text":"✓"}', 0, false]);
    expect(await body.next()).toBeUndefined();
  });

  it("keeps the closing brace once the call is over", async () => {
    const controller = new AbortController();
    const aborted = new OneShotBody(plan, controller.signal);
    const sealed = new OneShotBody(plan, new AbortController().signal);
    await Promise.all([aborted.next(), sealed.next()]);
    controller.abort();
    sealed.seal();
    for (const body of [aborted, sealed]) {
      await expect(body.next()).rejects.toThrow("The call is over");
      expect(body.left).toBe(1);
    }
  });

  it("begins anew for each attempt", async () => {
    const { signal } = new AbortController();
    const [one, other] = [new OneShotBody(plan, signal), new OneShotBody(plan, signal)];
    expect(await one.next()).toEqual(await other.next());
  });
});
