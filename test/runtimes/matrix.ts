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

export const sizesOf = ({ expected }: Row): Size[] => Object.keys(expected) as Size[];

export const trialName = ({ fault }: Row, size: Size): string => `${fault}, ${size}`;

const trials = rows.flatMap((row) => sizesOf(row).map((size) => ({ row, size })));

/**
 * Lets a runtime meet every fault of the table, and random ones, a few at a time.
 *
 * @param random how many of these
 */
export async function runColumn(runtime: Runtime, folder: string, random: number): Promise<Column> {
  const started = performance.now();
  const cells = new Map<string, Cell>();
  const caller = await runtime.start(folder, "log");
  const meetEach = async (waiting: Iterable<(typeof trials)[number]>) => {
    for (const { row, size } of waiting) {
      cells.set(trialName(row, size), await meet(caller, row, size, runtime.guarantees));
    }
  };
  const light = trials.filter(({ size }) => size !== "huge").values();
  await Promise.all(Array.from({ length: together }, () => meetEach(light)));
  // A runtime that is busy with one of these lets others wait beyond their time.
  await meetEach(trials.filter(({ size }) => size === "huge"));
  const wrong = await meetRandomFaults(caller, random);
  const complaint = await caller.end();
  const deviations = [
    ...(complaint === undefined ? [] : [complaint]),
    ...leaksIn(caller.output).map((secret) => `${secret} was printed`),
    ...wrong,
    ...(await leaksOfCrash(runtime, folder)),
  ];
  return { runtime: runtime.name, cells, deviations, took: performance.now() - started };
}

/** What shows when a program leaves the error of a call unhandled. */
async function leaksOfCrash(runtime: Runtime, folder: string): Promise<string[]> {
  const row = rows.find(({ fault }) => fault === "400 that quotes the request") as Row;
  const caller = await runtime.start(folder, "crash");
  await trial(row, "large", runtime.guarantees, (call) => caller.make(call));
  await caller.end();
  const leaks = leaksIn(caller.output).map((secret) => `${secret} was printed by a crash`);
  return /The server refused the request/.test(caller.output) ? leaks : ["a crash printed nothing", ...leaks];
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
