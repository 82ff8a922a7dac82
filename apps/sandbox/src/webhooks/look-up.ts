import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";

/** Gives all the addresses that a name stands for. */
export type LookUp = (name: string) => Promise<LookupAddress[]>;

/** Whatever takes longer is a name that others don't wait for, in milliseconds. */
const quickMs = 500;
const mostRemembered = 10_000;

/**
 * Builds what looks names up as the system does, without those that hang holding up the others. Node looks up two
 * at once, on threads of its own, and one whose name server doesn't answer holds its thread for up to half a
 * minute, whoever waits. So a name is asked for once at a time; of those of which nothing good is known, one after
 * another, and those that took long when nothing else waits.
 *
 * @see https://docs.libuv.org/en/v1.x/threadpool.html
 * @param ask what is asked
 */
export function patientLookUp(ask: LookUp = (name) => lookup(name, { all: true })): LookUp {
  const underWay = new Map<string, Promise<LookupAddress[]>>();
  const wasQuick = new Map<string, boolean>();
  const [strangers, hanging]: [(() => void)[], (() => void)[]] = [[], []];
  let isTaken = false;

  function giveTurn(): void {
    const start = isTaken ? undefined : (strangers.shift() ?? hanging.shift());
    if (!start) return;
    isTaken = true;
    start();
  }

  function remember(name: string, isQuick: boolean): void {
    wasQuick.delete(name);
    wasQuick.set(name, isQuick);
    const [oldest] = wasQuick.keys();
    if (wasQuick.size > mostRemembered && oldest !== undefined) wasQuick.delete(oldest);
  }

  async function timed(name: string): Promise<LookupAddress[]> {
    const timer = setTimeout(() => remember(name, false), quickMs).unref();
    const began = performance.now();
    try {
      return await ask(name);
    } finally {
      clearTimeout(timer);
      remember(name, performance.now() - began < quickMs);
    }
  }

  async function inTurn(name: string): Promise<LookupAddress[]> {
    const turns = wasQuick.has(name) ? hanging : strangers;
    await new Promise<void>((start) => {
      turns.push(start);
      giveTurn();
    });
    try {
      return await timed(name);
    } finally {
      isTaken = false;
      giveTurn();
    }
  }

  return function lookUp(name) {
    const same = underWay.get(name);
    if (same) return same;
    const asked = (wasQuick.get(name) ? timed(name) : inTurn(name)).finally(() => underWay.delete(name));
    underWay.set(name, asked);
    return asked;
  };
}
