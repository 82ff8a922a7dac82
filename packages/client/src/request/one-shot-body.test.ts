import { describe, expect, it } from "vitest";
import { bodyParts } from "./json-body.ts";
import { OneShotBody } from "./one-shot-body.ts";

const plan = bodyParts(['{"text":"✓"}']);

const text = (chunk: Uint8Array | undefined) => chunk && new TextDecoder().decode(chunk);

describe("OneShotBody", () => {
  it("hands out the closing brace by itself, and says when it did", async () => {
    const body = new OneShotBody(plan, new AbortController().signal);
    expect(body.length).toBe(14);
    expect([text(await body.next()), body.left, body.isPartlyHandedOver]).toEqual(['{"text":"✓"', 1, true]);
    expect([text(await body.next()), body.left, body.isPartlyHandedOver]).toEqual(["}", 0, false]);
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
