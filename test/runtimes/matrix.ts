import fc from "fast-check";
import { leaksIn } from "../faults/canaries.ts";
import { runFaultCase } from "../faults/fault-case.ts";
import { caseOf, casesOf, type FaultCase, faults } from "../faults/fault-matrix.ts";
import { randomFault, runRandomFault } from "../faults/random-faults.ts";
import type { ClientProcess } from "./client-process.ts";
import type { Runtime } from "./runtime.ts";

/** What one runtime made of one fault case. */
export interface CaseResult {
  readonly verdict: string;
  readonly deviations: readonly string[];
}

/** What one runtime made of the whole matrix. */
export interface MatrixResult {
  readonly runtime: string;
  /** By the name of the case. */
  readonly cases: ReadonlyMap<string, CaseResult>;
  /** What is wrong with the run as a whole. */
  readonly deviations: readonly string[];
  /** In milliseconds. */
  readonly duration: number;
}

const concurrency = 5;

/**
 * Lets a runtime meet every fault of the matrix, and random ones, a few at a time.
 *
 * @param random how many of these
 */
export async function runMatrix(runtime: Runtime, folder: string, random: number): Promise<MatrixResult> {
  const started = performance.now();
  const cases = new Map<string, CaseResult>();
  const client = await runtime.start(folder, "log");
  const waiting = faults.flatMap(casesOf).values();
  const runEach = async () => {
    for (const faultCase of waiting) {
      cases.set(faultCase.name, await runCase(client, faultCase, runtime.precision));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, runEach));
  const randomDeviations = await runRandomFaults(client, random);
  const exitFailure = await client.end();
  const deviations = [
    ...(exitFailure === undefined ? [] : [exitFailure]),
    ...leaksIn(client.output).map((secret) => `${secret} was printed`),
    ...randomDeviations,
    ...(await leaksOfCrash(runtime, folder)),
  ];
  return { runtime: runtime.name, cases, deviations, duration: performance.now() - started };
}

/** What shows when a program leaves the error of a call unhandled. */
async function leaksOfCrash(runtime: Runtime, folder: string): Promise<string[]> {
  const client = await runtime.start(folder, "crash");
  const faultCase = caseOf("400 that quotes the request");
  await runFaultCase(faultCase, runtime.precision, (call) => client.make(call));
  await client.end();
  const leaks = leaksIn(client.output).map((secret) => `${secret} was printed by a crash`);
  return /The server refused the request/.test(client.output) ? leaks : ["a crash printed nothing", ...leaks];
}

async function runCase(
  client: ClientProcess,
  faultCase: FaultCase,
  precision: Runtime["precision"],
): Promise<CaseResult> {
  try {
    const { outcome, deviations } = await runFaultCase(faultCase, precision, (call) => client.make(call));
    return { verdict: outcome.verdict, deviations };
  } catch (error) {
    return { verdict: "none", deviations: [String(error)] };
  }
}

async function runRandomFaults(client: ClientProcess, count: number): Promise<string[]> {
  const waiting = fc.sample(randomFault, count).values();
  const deviations: string[] = [];
  const runEach = async () => {
    for (const fault of waiting) {
      const found = await runRandomFault(fault, (call) => client.make(call)).catch((error) => [
        String(error),
      ]);
      if (found.length > 0) deviations.push(`${found.join("; ")}: ${JSON.stringify(fault)}`);
    }
  };
  await Promise.all(Array.from({ length: 2 * concurrency }, runEach));
  return deviations;
}
