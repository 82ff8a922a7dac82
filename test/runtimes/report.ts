import { type Column, trials } from "./matrix.ts";

/** Fault × runtime → verdict, as a Markdown table. */
export function report(columns: readonly Column[]): string {
  const head = ["fault", ...columns.map(({ runtime }) => runtime)];
  const lines = trials.map(({ name }) => [name, ...columns.map(({ cells }) => show(cells.get(name)))]);
  const rows = [head, head.map(() => "---"), ...lines];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function show(cell: ReturnType<Column["cells"]["get"]>): string {
  if (!cell) return "";
  return cell.deviations.length === 0 ? cell.verdict : `**${cell.verdict}** (${cell.deviations.join("; ")})`;
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
