/**
 * Rehearses twenty programs with a planted bug each, of which it has to name at least eighteen, and
 * correct programs in every runner until their tests were run a hundred times, without an alarm.
 *
 * node test/rehearse/run.ts [--only NAME] [--clean-runs 100]
 */
import { readdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { inParallel } from "../in-parallel.ts";
import { type PlantedBug, plantedBugs } from "./planted-bugs.ts";
import { rehearseProgram, type Told, type Verdict } from "./rehearsal.ts";
import { folder, hasPytest } from "./runner.ts";

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, "clean-runs": { type: "string", default: "100" } },
});
const mustFind = 18;
const print = (text: string) => process.stdout.write(`${text}\n`);

const canRun = hasPytest();
if (!canRun)
  print("LEFT OUT, because this machine lacks pytest and requests for python3: the programs in Python.");
const isMeant = (program: string) => program.includes(values.only) && (canRun || !program.endsWith(".py"));

const bugs = plantedBugs.filter(({ program }) => isMeant(program));
const found = await inParallel(bugs, async (bug) => {
  // Those that hang are waited for; the others must never be taken for it.
  const verdict = await rehearseProgram(`planted/${bug.program}`, bug.expected === "hang" ? 15 : 90);
  const how = howNamed(bug, verdict);
  print(`${how.padEnd(8)} ${bug.program}: ${bug.bug}${how === "missed" ? `\n${explained(verdict)}` : ""}`);
  return how !== "missed";
});

const correct = (await readdir(`${folder}/correct`)).filter(isMeant).sort();
const wanted = values.only ? 1 : Number(values["clean-runs"]);
let runs = 0;
const alarms: string[] = [];
while (correct.length > 0 && runs < wanted)
  await inParallel(correct, async (program) => {
    const verdict = await rehearseProgram(`correct/${program}`, 90);
    runs += verdict.runs;
    if (verdict.code === 0) return print(`correct  ${program}, ${verdict.runs} runs`);
    alarms.push(program);
    print(`ALARM    ${program}\n${explained(verdict)}`);
  });

const named = found.filter(Boolean).length;
const missedTooMany = !values.only && named < mustFind ? mustFind - named : 0;
print(
  `\n${named} of ${bugs.length} planted bugs named; ${alarms.length} alarms in ${runs} runs of correct programs`,
);
const isLacking = !canRun && process.env.CI ? 1 : 0;
const failed = missedTooMany + alarms.length + isLacking;
print(`\n${named + correct.length} passed, ${failed} failed, ${canRun ? 0 : 1} skipped`);
process.exitCode = failed > 0 ? 1 : 0;

/** Whether a bug was found, is only among what is to be checked, or was missed. */
function howNamed(
  { expected, fault }: PlantedBug,
  { findings, checks }: Verdict,
): "found" | "to check" | "missed" {
  const fits = ({ kind, faults, always }: Told) =>
    kind === expected && (fault === "none" ? always : faults.includes(fault));
  if (findings.some(fits)) return "found";
  return checks.some(fits) ? "to check" : "missed";
}

function explained({ code, findings, checks, told }: Verdict): string {
  const kinds = [...findings, ...checks].map(({ kind, faults }) => `${kind} after ${faults.join(", ")}`);
  return `         exit code ${code}; ${kinds.join("; ") || "nothing"}\n${told}`;
}
