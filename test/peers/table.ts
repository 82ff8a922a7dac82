import { readFile, writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import type { CheckResult, Peer } from "./peer.ts";
import { versionOf } from "./tool.ts";

/** What the docs say of a tool. */
export interface Row {
  tool: string;
  /** The package, and its version. */
  package: string;
  /** What it does, each as the end of a sentence. */
  does: string[];
  /** What it does not, and why. */
  gaps: string[];
}

const file = new URL("../../apps/docs/src/other-tools.json", import.meta.url);

/** What a run has shown of a tool. */
export function rowOf(peer: Peer, results: readonly CheckResult[]): Row {
  return {
    tool: peer.name,
    package: `${peer.package}@${versionOf(peer.package)}`,
    does: results.filter(({ gap }) => gap === undefined).map(({ name }) => name),
    gaps: results.flatMap(({ gap }) => gap ?? []),
  };
}

/** What the docs say otherwise than a run has shown; nothing of tools that were left out. */
export async function differences(rows: readonly Row[]): Promise<string[]> {
  const written = await readRows();
  return rows
    .filter(
      (row) =>
        !isDeepStrictEqual(
          row,
          written.find(({ tool }) => tool === row.tool),
        ),
    )
    .map(({ tool }) => `the docs' row of ${tool} is not what this run has shown; --write writes it`);
}

/**
 * Writes the rows of a run. Those of tools that it has left out stay as they are.
 *
 * @param tools every tool, in the order of the docs
 */
export async function writeRows(rows: readonly Row[], tools: readonly string[]): Promise<void> {
  const all = [...rows, ...(await readRows())];
  const latest = tools.flatMap((name) => all.find(({ tool }) => tool === name) ?? []);
  await writeFile(file, `${JSON.stringify(latest, undefined, 2)}\n`);
}

async function readRows(): Promise<Row[]> {
  return JSON.parse(await readFile(file, "utf8"));
}
