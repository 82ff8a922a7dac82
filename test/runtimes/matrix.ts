import fc from "fast-check";
import { leaksIn } from "../faults/patient.ts";
import { meetRandomFault, randomFault } from "../faults/random-faults.ts";
import { trial } from "../faults/trial.ts";
import type { Row, Size } from "../faults/verdicts/row.ts";
import { rows } from "../faults/verdicts.ts";
import type { Caller, Runtime } from "./runtime.ts";

/** What one runtime made of one fault. */
export interface Cell {
  readonly verdict: string;
  readonly deviations: readonly string[];
}

/** What one runtime made of every fault, by its name and the size of the comment. */
export interface Column {
  readonly runtime: string;
  readonly cells: ReadonlyMap<string, Cell>;
  /** What is wrong with the run as a whole. */
  readonly deviations: readonly string[];
  /** In milliseconds. */
  readonly took: number;
}

const together = 5;

export const trials: readonly { row: Row; size: Size; name: string }[] = rows.flatMap((row) =>
  (Object.keys(row.expected) as Size[]).map((size) => ({ row, size, name: `${row.fault}, ${size}` })),
);

/**
 * Lets a runtime meet every fault of the table, and random ones, a few at a time.
 *
 * @param random how many of these
 */
export async function runColumn(
  { name: runtime, guarantees, start }: Runtime,
  folder: string,
  random: number,
): Promise<Column> {
  const started = performance.now();
  const cells = new Map<string, Cell>();
  const caller = await start(folder);
  const meetEach = async (waiting: Iterable<(typeof trials)[number]>) => {
    for (const { row, size, name } of waiting) cells.set(name, await meet(caller, row, size, guarantees));
  };
  const light = trials.filter(({ size }) => size !== "huge").values();
  await Promise.all(Array.from({ length: together }, () => meetEach(light)));
  // A runtime that is busy with one of these lets others wait beyond their time.
  await meetEach(trials.filter(({ size }) => size === "huge"));
  const wrong = await meetRandomFaults(caller, random);
  const complaint = await caller.end();
  const leaks = leaksIn(caller.output).map((secret) => `${secret} was printed`);
  const deviations = [...(complaint === undefined ? [] : [complaint]), ...leaks, ...wrong];
  return { runtime, cells, deviations, took: performance.now() - started };
}

async function meet(caller: Caller, row: Row, size: Size, guarantees: Runtime["guarantees"]): Promise<Cell> {
  try {
    const { outcome, deviations } = await trial(row, size, guarantees, (call) => caller.make(call));
    return { verdict: outcome.verdict, deviations };
  } catch (error) {
    return { verdict: "none", deviations: [String(error)] };
  }
}

async function meetRandomFaults(caller: Caller, count: number): Promise<string[]> {
  const faults = fc.sample(randomFault, count).values();
  const deviations: string[] = [];
  const meetEach = async () => {
    for (const fault of faults) {
      const wrong = await meetRandomFault(fault, (call) => caller.make(call)).catch((error) => [
        String(error),
      ]);
      if (wrong.length > 0) deviations.push(`${wrong.join("; ")}: ${JSON.stringify(fault)}`);
    }
  };
  await Promise.all(Array.from({ length: 2 * together }, meetEach));
  return deviations;
}
