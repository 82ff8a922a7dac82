import type { Contract, OperationFacts } from "@case-comments/contract";
import { faults } from "@case-comments/contract-server/faults";
import { failureRows } from "./failure-row.ts";
import { failureTable } from "./failure-table.ts";
import { markdownTable } from "./markdown-table.ts";
import tools from "./other-tools.json" with { type: "json" };
import { toolTable } from "./tool-table.ts";

/**
 * What guides may name as `{{…}}`.
 *
 * @example
 * contractFacts(contract).get("environments.staging")
 */
export function contractFacts(contract: Contract): ReadonlyMap<string, string> {
  const { environments, operations } = contract;
  const limits = operations.flatMap(({ maxBodyBytes }) => maxBodyBytes ?? []);
  return new Map([
    ["failureTable", failureTables(contract)],
    ["reservedTable", reservedTable(operations)],
    ["faultTable", faultTable()],
    ["toolTable", toolTable(tools)],
    ["maxBodyBytes", Math.min(...limits).toLocaleString("en-US")],
    ...Object.entries(environments).map(([name, url]) => [`environments.${name}`, url] as const),
  ]);
}

/** A table for each operation, under its name where there are several. */
function failureTables(contract: Contract): string {
  const tables = contract.operations.map((facts) => {
    const table = failureTable(failureRows(contract, facts));
    return contract.operations.length === 1 ? table : `**${facts.operation}**\n\n${table}`;
  });
  return tables.join("\n\n");
}

/** The values that are set aside for what no request can earn by its form. */
function reservedTable(operations: readonly OperationFacts[]): string {
  const rows = operations.flatMap(({ failures, reservedValues }) =>
    reservedValues.map(({ in: location, name, value, failure }) => {
      const status = failures.find(({ kind }) => kind === failure)?.status;
      return [`\`${name}\` in the ${location}: \`${value}\``, `${status} \`${failure}\``];
    }),
  );
  return markdownTable(["send", "get"], [...new Map(rows.map((row) => [row.join(), row])).values()]);
}

function faultTable(): string {
  const rows = Object.entries(faults).map(([name, { id, effect }]) => [
    `\`Prefer: fault=${name}\``,
    `\`${id}\``,
    effect,
  ]);
  return markdownTable(["header", "case id", "what happens"], rows);
}
