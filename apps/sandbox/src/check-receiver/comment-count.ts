import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { endGroup, ownGroup } from "@case-comments/contract-server";

/** How long a comment too many is waited for, in milliseconds. */
const settlingMs = 300;
const pollMs = 100;

/** Why a count could not be read. */
export class CountUnreadable extends Error {}

/** How many comments a receiver holds. */
export interface CommentCount {
  /** @throws {CountUnreadable} */
  read(): Promise<number>;
  /** Waits until it has risen to a number, and gives what it is then, or at the end of the time limit. */
  reach(number: number): Promise<number>;
  /** The same, and then a little longer, for what comes too late. */
  settle(number: number): Promise<number>;
}

/**
 * A count that is asked of an address, or of a command of a shell. Either has to give a number and nothing
 * else.
 *
 * @param timeLimit for an answer, and for a comment to be counted, in milliseconds
 */
export function commentCount(source: string, timeLimit: number, interrupt: AbortSignal): CommentCount {
  async function read(): Promise<number> {
    const signal = AbortSignal.any([AbortSignal.timeout(timeLimit), interrupt]);
    const given = await (isAddress(source) ? answerOf(source, signal) : outputOf(source, signal));
    if (!/^\s*\d{1,15}\s*$/.test(given)) throw new CountUnreadable("it gives no number");
    return Number(given);
  }

  async function reach(number: number): Promise<number> {
    const until = performance.now() + timeLimit;
    let count = await read();
    while (count < number && performance.now() < until) {
      await sleep(pollMs);
      count = await read();
    }
    return count;
  }

  return {
    read,
    reach,
    async settle(number) {
      const count = await reach(number);
      await sleep(settlingMs);
      return Math.max(count, await read());
    },
  };
}

const isAddress = (source: string) => /^https?:\/\//i.test(source);

async function answerOf(url: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, { redirect: "error", signal });
    if (response.ok) return await response.text();
    await response.body?.cancel();
    throw new CountUnreadable(`it answers with ${response.status}`);
  } catch (error) {
    throw error instanceof CountUnreadable ? error : new CountUnreadable("it gives no answer");
  }
}

async function outputOf(command: string, signal: AbortSignal): Promise<string> {
  const child = spawn(command, { ...ownGroup, shell: true, stdio: ["ignore", "pipe", "inherit"] });
  const onAbort = () => void endGroup(child);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
    if (signal.aborted) throw new CountUnreadable("it doesn't end");
    if (code !== 0) throw new CountUnreadable(`it ends with ${code ?? "a signal"}`);
    return output;
  } catch (error) {
    throw error instanceof CountUnreadable ? error : new CountUnreadable("it can't be run");
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
