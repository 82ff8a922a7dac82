import type { Row } from "../faults/verdicts/row.ts";
import { rows } from "../faults/verdicts.ts";
import { type Column, sizesOf, trialName } from "./matrix.ts";

/** Fault × runtime → verdict, as a Markdown table. */
export function report(columns: readonly Column[]): string {
  const head = ["fault", ...columns.map(({ runtime }) => runtime)];
  const lines = rows.map((row) => [row.fault, ...columns.map((column) => verdictsOf(column, row))]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** One verdict if it is the same for every size of the comment, or each. */
function verdictsOf({ cells }: Column, row: Row): string {
  const sizes = sizesOf(row);
  const verdicts = sizes.map((size) => cells.get(trialName(row, size))?.verdict ?? "none");
  const [first = "none"] = verdicts;
  if (verdicts.every((verdict) => verdict === first)) return first;
  return sizes.map((size, index) => `${size}: ${verdicts[index]}`).join(", ");
}

/** Everything that is not as it should be, in sentences. */
export function deviationsIn(columns: readonly Column[]): string[] {
  return columns.flatMap(({ runtime, cells, deviations }) => [
    ...deviations.map((deviation) => `${runtime}: ${deviation}`),
    ...[...cells].flatMap(([fault, cell]) =>
      cell.deviations.map((deviation) => `${runtime}, ${fault}: ${deviation}`),
    ),
  ]);
}
