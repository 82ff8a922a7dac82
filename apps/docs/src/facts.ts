import type { Contract } from "@case-comments/contract";
import { failureTable } from "./failure-table.ts";

/**
 * What guides may name as `{{…}}`.
 *
 * @example
 * contractFacts(contract).get("testCaseIds.caseNotFound") // "00000000-0000-4000-8000-000000000404"
 */
export function contractFacts(contract: Contract): ReadonlyMap<string, string> {
  const { failures, environments, testCaseIds, testApiKeys, maxBodyBytes } = contract;
  const named = { environments, testCaseIds, testApiKeys };
  return new Map([
    ["failureTable", failureTable(failures)],
    ["maxBodyBytes", maxBodyBytes.toLocaleString("en-US")],
    ...Object.entries(named).flatMap(([name, facts]) =>
      Object.entries(facts).map(([key, fact]) => [`${name}.${key}`, fact] as const),
    ),
  ]);
}
