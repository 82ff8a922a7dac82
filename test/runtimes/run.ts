/**
 * Packs the client, installs it in an empty project, and holds it to the table of faults on every
 * runtime, and its types to every compiler. The packed mock has to give its answers on every Node.
 *
 * node test/runtimes/run.ts [--only node,bun,deno,workerd] [--random calls] [--markdown file]
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Column, runColumn } from "./matrix.ts";
import { checkMock } from "./mock-check.ts";
import { checkPackage } from "./package-check.ts";
import { createProject } from "./project.ts";
import { deviationsIn, report } from "./report.ts";
import { runtimes } from "./runtime.ts";
import { checkTypes } from "./type-check.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    random: { type: "string", default: "0" },
    markdown: { type: "string" },
  },
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
  const columns: Column[] = [];
  for (const runtime of chosen) columns.push(await runColumn(runtime, project.folder, Number(values.random)));
  const table = report(columns);
  print(table);
  for (const { runtime, took } of columns) print(`${runtime}: ${(took / 1000).toFixed(1)} s`);
  if (values.markdown) await writeFile(values.markdown, `${table}\n`);

  const deviations = [
    ...deviationsIn(columns),
    ...(await checkTypes(project)),
    ...(await checkPackage(project)),
    ...(await checkMock(folder)),
  ];
  for (const deviation of deviations) print(`DEVIATION ${deviation}`);
  const met = columns.reduce((sum, { cells }) => sum + cells.size, 0);
  print(`${columns.length} runtimes, ${met} meetings with a fault, ${deviations.length} deviations`);
  print(`\n${Math.max(met - deviations.length, 0)} passed, ${deviations.length} failed, 0 skipped`);
  process.exitCode = deviations.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
