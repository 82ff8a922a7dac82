import { describe, expect, it } from "vitest";
import { JsonBody } from "./json-body.ts";

const plan = new JsonBody(['{"text":"✓"}']);

const text = (chunk: Uint8Array | undefined) => chunk && new TextDecoder().decode(chunk);

describe("OneShotBody", () => {
  it("hands out the closing brace by itself, and says when it did", async () => {
    const body = plan.open(new AbortController().signal);
    expect(body.length).toBe(14);
    expect([text(await body.next()), body.isNearlySent, body.isFullyHandedOver]).toEqual([
      '{"text":"✓"',
      true,
      false,
    ]);
    expect([text(await body.next()), body.sentBytes, body.isFullyHandedOver]).toEqual(["}", 14, true]);
    expect(await body.next()).toBeUndefined();
  });

  it("keeps the closing brace once the call is over", async () => {
    const controller = new AbortController();
    const aborted = plan.open(controller.signal);
    const sealed = plan.open(new AbortController().signal);
    await Promise.all([aborted.next(), sealed.next()]);
    controller.abort();
    sealed.seal();
    for (const body of [aborted, sealed]) {
      await expect(body.next()).rejects.toThrow("The call is over");
      expect(body.isFullyHandedOver).toBe(false);
    }
  });

  it("begins anew for each attempt", async () => {
    const { signal } = new AbortController();
    const [one, other] = [plan.open(signal), plan.open(signal)];
    expect(await one.next()).toEqual(await other.next());
  });
});
