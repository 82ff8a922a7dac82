import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { apiKey, caseId, comment } from "../../test/canaries.ts";
import { created } from "../../test/recording-server.ts";
import { createClient } from "../index.ts";
import { Deadline } from "./deadline.ts";

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

describe("Deadline", () => {
  it("leaves no timer and no listener, after 10,000 calls with one signal", async () => {
    const controller = new AbortController();
    const client = createClient({
      apiKey,
      environment: "staging",
      // The signal of the call, not the caller's, is what a `fetch` gets to keep.
      fetch: async (_, { body, signal }) => {
        expect(signal).not.toBe(controller.signal);
        for await (const _chunk of body as ReadableStream);
        return Response.json(created);
      },
    });
    const before = timers();
    for (let call = 0; call < 10_000; call += 100) {
      const calls = Array.from({ length: 100 }, () =>
        client.addComment(caseId, comment, { signal: controller.signal }),
      );
      for (const result of await Promise.all(calls)) expect(result.ok).toBe(true);
    }
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    expect(timers()).toBeLessThanOrEqual(before);
  });

  it("ends work that heeds no signal, and says what ended it", async () => {
    const deadline = new Deadline(5, undefined);
    await expect(deadline.within(new Promise(() => {}))).rejects.toThrow("The call is over");
    expect(deadline.reason).toBe("timeout");
    expect(deadline.signal.aborted).toBe(true);
    await expect(deadline.within(new Promise(() => {}))).rejects.toThrow("The call is over");
  });

  it("keeps the first reason", async () => {
    const controller = new AbortController();
    const deadline = new Deadline(5, controller.signal);
    await deadline.within(new Promise(() => {})).catch(() => {});
    controller.abort();
    expect(deadline.reason).toBe("timeout");
  });
});
