/**
 * Prints what comes of each edit as a Markdown table: `node test/request-schema/print-table.ts`.
 */
import { consequencesOf } from "./consequences.ts";
import { edits } from "./edits.ts";

const code = (texts: string[]) => texts.map((text) => `\`${text}\``).join(", ");
const lines = (texts: string[]) => texts.join("<br>");

const rows: string[][] = [];
for (const edit of edits) {
  const { stops, facts, docs, use, misuse } = await consequencesOf(edit);
  rows.push([
    edit.name,
    lines([
      `the new call ${use.compiles ? "compiles" : "does not compile"} and ${use.received ? "arrives" : "does not arrive"}`,
      `docs show ${code(docs)}`,
      `a wrong call ${misuse.compiles ? "still compiles" : "does not compile"}`,
      misuse.issue ? `the client refuses it: ${code([misuse.issue])}` : "the client leaves the field out",
      misuse.failure ? `the mock, too: ${code([misuse.failure])}` : "the mock takes it: objects are open",
    ]),
    lines([
      ...(stops.lint.length > 0 ? [`lint: ${code(stops.lint)}`] : []),
      ...(stops.compiler.length > 0 ? [`compiler: ${code(stops.compiler)}`] : []),
      `\`test/facts\`: ${code(facts)}`,
    ]),
  ]);
}
const header = ["edit", "follows by itself", "stops the build"];
for (const row of [header, header.map(() => "---"), ...rows])
  process.stdout.write(`| ${row.join(" | ")} |\n`);
