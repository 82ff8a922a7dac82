import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { Writable } from "node:stream";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answerMemory, freeAnswerBytes } from "./answer-memory.ts";

const large = 20_000_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A response that nobody takes, as far as its memory is concerned. */
class Unread extends EventEmitter {
  destroyed = false;
  isLent: boolean | undefined;

  destroy(): void {
    this.destroyed = true;
    this.emit("close");
  }
}

function memory() {
  const { lend, begin, handled } = answerMemory(60_000);
  return async (bytes: number, isRead?: Promise<void>): Promise<Unread> => {
    const unread = new Unread();
    const response = unread as unknown as ServerResponse;
    void lend(response, bytes).then(async (isAwaited) => {
      unread.isLent = isAwaited;
      if (isAwaited) await isRead;
      if (!unread.destroyed) begin(response);
      handled(response);
    });
    await vi.advanceTimersByTimeAsync(0);
    return unread;
  };
}

it("holds large answers only as far as its bytes go, and gives up those that nobody takes while others wait", async () => {
  const ask = memory();
  const first = [await ask(large), await ask(large), await ask(large)];
  await vi.advanceTimersByTimeAsync(600_000);
  expect(first.map(({ isLent, destroyed }) => [isLent, destroyed])).toEqual(first.map(() => [true, false]));
  const waiting = await ask(large);
  expect(waiting.isLent).toBeUndefined();
  expect((await ask(freeAnswerBytes)).isLent).toBe(true);
  expect((await ask(freeAnswerBytes + 1)).isLent).toBe(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(waiting.isLent).toBe(true);
  expect(first.some(({ destroyed }) => destroyed)).toBe(true);
});

it("lends nothing to who has gone while it waited, and what it held to the next", async () => {
  const ask = memory();
  const first = [await ask(large), await ask(large), await ask(large)];
  const [gone, next] = [await ask(large), await ask(large)];
  gone.destroy();
  await vi.advanceTimersByTimeAsync(0);
  expect(gone.isLent).toBe(false);
  expect(next.isLent).toBeUndefined();
  first[0]?.destroy();
  await vi.advanceTimersByTimeAsync(0);
  expect(next.isLent).toBe(true);
});

it("holds the share of who has gone while it is read for, as long as that takes", async () => {
  const ask = memory();
  let end = () => {};
  const read = new Promise<void>((resolve) => {
    end = resolve;
  });
  const first = [await ask(large, read), await ask(large, read), await ask(large, read)];
  for (const each of first) each.destroy();
  const next = await ask(large);
  expect(next.isLent).toBeUndefined();
  end();
  await vi.advanceTimersByTimeAsync(0);
  expect(next.isLent).toBe(true);
});

/** A response whose system takes a megabyte at a time, every five seconds. */
class Slow extends Writable {
  taken = 0;

  writeHead(): void {}

  override _write(chunk: Buffer, _: string, done: () => void): void {
    const before = Math.floor(this.taken / 1_000_000);
    this.taken += chunk.length;
    if (Math.floor(this.taken / 1_000_000) > before) setTimeout(done, 5_000);
    else done();
  }
}

it.each([
  ["alone", 1],
  ["with its copies", 3],
])(
  "has who takes it all in time take it whole while others wait, if it is in memory %s",
  async (_, copies) => {
    const { lend, begin, send, handled } = answerMemory(60_000);
    const content = Buffer.alloc(7_500_000);
    const slow = new Slow();
    const response = slow as unknown as ServerResponse;
    await lend(response, copies * content.length);
    void lend(new Unread() as unknown as ServerResponse, 64_000_000);
    begin(response);
    send(response, { status: 200, name: "attachment", headers: {}, content });
    handled(response);
    await vi.advanceTimersByTimeAsync(50_000);
    expect(slow.taken).toBe(content.length);
  },
);
