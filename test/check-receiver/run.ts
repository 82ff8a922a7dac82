/**
 * Checks twenty receivers with a planted bug each, of which it has to find at least nineteen, and correct
 * ones on every framework until they were checked a hundred times, without an alarm.
 *
 * node test/check-receiver/run.ts [--only NAME] [--clean-runs 100]
 */
import { glob } from "node:fs/promises";
import { parseArgs } from "node:util";
import { inParallel } from "../in-parallel.ts";
import { isMissing } from "../required-tools.ts";
import { type NextApp, startNextApp } from "./next-app.ts";
import { plantedBugs } from "./planted-bugs.ts";
import { checkAt, checkReceiver, receivers, type Verdict } from "./receiver-process.ts";

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, "clean-runs": { type: "string", default: "100" } },
});
const mustFind = 19;
const print = (text: string) => process.stdout.write(`${text}\n`);

const canRun = !isMissing("python3");
if (!canRun) print("LEFT OUT, because this machine lacks python3: the receivers in Python.");
const isMeant = (receiver: string) => receiver.includes(values.only) && (canRun || !receiver.endsWith(".py"));
const isNext = (receiver: string) => receiver.includes("/next/");

const bugs = plantedBugs
  .map((bug) => ({ ...bug, receiver: `planted/${bug.receiver}` }))
  .filter(({ receiver }) => isMeant(receiver));
const correct = (await Array.fromAsync(glob("correct/*/*.{mjs,py}", { cwd: receivers })))
  .filter(isMeant)
  .sort();
const handlers = [...bugs.map(({ receiver }) => receiver), ...correct].filter(isNext);
const next = handlers.length > 0 ? await startNextApp(handlers) : undefined;
let found: boolean[] = [];
let runs = 0;
const alarms: string[] = [];
try {
  found = await inParallel(bugs, async ({ receiver, bug, expected }) => {
    const isWaiting = expected === "lost" || expected === "slow";
    const verdict = await check(receiver, next, "--time-limit", isWaiting ? "3" : "20");
    const isFound = verdict.findings.some(({ kind }) => kind === expected);
    print(`${isFound ? "found " : "missed"} ${receiver}: ${bug}${isFound ? "" : `\n${explained(verdict)}`}`);
    return isFound;
  });
  while (correct.length > 0 && runs < (values.only ? 1 : Number(values["clean-runs"]))) {
    // One app serves all of Next.js, and its count is that of one receiver: never two checks at once.
    await inParallel(correct, async (receiver) => {
      const verdict = await check(receiver, next);
      runs += 1;
      if (verdict.code === 0 && verdict.checks.length === 0) return;
      alarms.push(receiver);
      print(`ALARM  ${receiver}\n${explained(verdict)}`);
    });
  }
} finally {
  await next?.end();
}

const named = found.filter(Boolean).length;
const missedTooMany = !values.only && canRun && named < mustFind ? mustFind - named : 0;
print(
  `\n${named} of ${bugs.length} planted bugs found; ${alarms.length} alarms in ${runs} checks of correct receivers`,
);
const isLacking = !canRun && process.env.CI ? 1 : 0;
const failed = missedTooMany + alarms.length + isLacking;
print(`\n${named + correct.length} passed, ${failed} failed, ${canRun ? 0 : 1} skipped`);
process.exitCode = failed > 0 ? 1 : 0;

function check(receiver: string, app: NextApp | undefined, ...args: string[]): Promise<Verdict> {
  return app && isNext(receiver) ? checkAt(app.urlOf(receiver), ...args) : checkReceiver(receiver, ...args);
}

function explained({ code, findings, checks, errors }: Verdict): string {
  const told = [...findings, ...checks].map(({ kind, place }) => `${kind}: ${place}`);
  return `       exit code ${code}; ${told.join("; ") || "nothing"}\n${errors}`;
}
