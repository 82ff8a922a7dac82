import type { Fault } from "../faults/fault.ts";
import { casesOf, faults } from "../faults/fault-matrix.ts";
import type { MatrixResult } from "./matrix.ts";

/** Fault × runtime → verdict, as a Markdown table. */
export function report(results: readonly MatrixResult[]): string {
  const head = ["fault", ...results.map(({ runtime }) => runtime)];
  const lines = faults.map((fault) => [fault.name, ...results.map((result) => verdictsOf(result, fault))]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** One verdict if it is the same for every size of the comment, or each. */
function verdictsOf({ cases }: MatrixResult, fault: Fault): string {
  const verdicts = casesOf(fault).map(({ name, size }) => ({
    size,
    verdict: cases.get(name)?.verdict ?? "none",
  }));
  const [first = { verdict: "none" }] = verdicts;
  if (verdicts.every(({ verdict }) => verdict === first.verdict)) return first.verdict;
  return verdicts.map(({ size, verdict }) => `${size}: ${verdict}`).join(", ");
}

/** Everything that is not as it should be, in sentences. */
export function deviationsIn(results: readonly MatrixResult[]): string[] {
  return results.flatMap(({ runtime, cases, deviations }) => [
    ...deviations.map((deviation) => `${runtime}: ${deviation}`),
    ...[...cases].flatMap(([name, result]) =>
      result.deviations.map((deviation) => `${runtime}, ${name}: ${deviation}`),
    ),
  ]);
}
