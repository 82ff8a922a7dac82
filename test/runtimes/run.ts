/**
 * Packs the client, installs it in an empty project, and holds it to the fault matrix on every
 * runtime, and its types to every compiler. The packed mock has to give its responses on every Node.
 *
 * node test/runtimes/run.ts [--only node,bun,deno,workerd] [--random calls]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type MatrixResult, runMatrix } from "./matrix.ts";
import { checkMock } from "./mock-check.ts";
import { checkPackage } from "./package-check.ts";
import { createProject } from "./project.ts";
import { deviationsIn, report } from "./report.ts";
import { runtimes } from "./runtime.ts";
import { checkTypes } from "./type-check.ts";

const { values } = parseArgs({
  options: { only: { type: "string" }, random: { type: "string", default: "0" } },
});
const chosen = (values.only?.split(",") ?? Object.keys(runtimes)).flatMap((word) => {
  const found = runtimes[word];
  if (!found) throw new Error(`--only knows ${Object.keys(runtimes).join(", ")}`);
  return found;
});

const print = (text: string) => process.stdout.write(`${text}\n`);
const folder = await mkdtemp(join(tmpdir(), "case-comments-runtimes-"));
try {
  const project = await createProject(folder);
  const results: MatrixResult[] = [];
  for (const runtime of chosen) results.push(await runMatrix(runtime, project.folder, Number(values.random)));
  print(report(results));
  for (const { runtime, duration } of results) print(`${runtime}: ${(duration / 1000).toFixed(1)} s`);

  const deviations = [
    ...deviationsIn(results),
    ...(await checkTypes(project)),
    ...(await checkPackage(project)),
    ...(await checkMock(folder)),
  ];
  for (const deviation of deviations) print(`DEVIATION ${deviation}`);
  const cases = results.reduce((sum, result) => sum + result.cases.size, 0);
  print(`${results.length} runtimes, ${cases} fault cases, ${deviations.length} deviations`);
  print(`\n${Math.max(cases - deviations.length, 0)} passed, ${deviations.length} failed, 0 skipped`);
  process.exitCode = deviations.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
