/**
 * Reads the built bundle with other people's tools, and holds what they make of it to what the docs
 * say of them.
 *
 * node test/peers/run.ts [--only "Kubb,Bruno"] [--bundle folder] [--write]
 */
import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startMock } from "@case-comments/mock";
import { generatorPeers } from "./generators.ts";
import { importerPeers } from "./importers.ts";
import { linterPeers } from "./linters.ts";
import { pagePeers } from "./pages.ts";
import { type CheckResult, type Peer, runCheck } from "./peer.ts";
import { serverPeers } from "./servers.ts";
import { differences, type Row, rowOf, writeRows } from "./table.ts";

const peers: readonly Peer[] = [
  ...generatorPeers,
  ...linterPeers,
  ...importerPeers,
  ...pagePeers,
  ...serverPeers,
];

const { values } = parseArgs({
  options: {
    /** The names of the tools to run, instead of all. */
    only: { type: "string" },
    /** A folder with another bundle, which the table says nothing of. */
    bundle: { type: "string" },
    /** Writes the rows of the docs instead of comparing them. */
    write: { type: "boolean", default: false },
  },
});
const only = values.only?.split(",");
const unknown = only?.filter((name) => !peers.some((peer) => peer.name === name)) ?? [];
if (unknown.length > 0) throw new Error(`--only knows ${peers.map(({ name }) => name).join(", ")}`);

const here = fileURLToPath(new URL(".", import.meta.url));
const bundle = resolve(values.bundle ?? join(here, "../../openapi/dist"));
const print = (text: string) => process.stdout.write(`${text}\n`);
const work = await mkdtemp(join(tmpdir(), "case-comments-peers-"));
await symlink(join(here, "node_modules"), join(work, "node_modules"));
const mock = await startMock({ log: "off" });

let passed = 0;
let failed = 0;
let skipped = 0;
const rows: Row[] = [];
try {
  const document = JSON.parse(await readFile(join(bundle, "openapi.json"), "utf8"));
  for (const [index, peer] of peers.entries()) {
    if (only && !only.includes(peer.name)) continue;
    const missing = await peer.missing?.();
    if (missing) {
      skipped++;
      print(`LEFT OUT ${peer.name}: ${missing}`);
      continue;
    }
    const folder = join(work, String(index));
    await mkdir(folder);
    const results = await resultsOf(peer, folder, document);
    for (const { name, deviations } of results) {
      if (deviations.length === 0) passed++;
      else failed++;
      for (const deviation of deviations) print(`DEVIATION ${peer.name} ${name}: ${deviation}`);
    }
    print(`${peer.name}: ${results.length} checks, ${results.filter(({ gap }) => gap).length} known gaps`);
    rows.push(rowOf(peer, results));
  }
  if (values.write)
    await writeRows(
      rows,
      peers.map(({ name }) => name),
    );
  else if (!values.bundle) {
    for (const difference of await differences(rows)) {
      failed++;
      print(`DEVIATION ${difference}`);
    }
  }
} finally {
  await mock.close();
  await rm(work, { recursive: true, force: true });
}
print(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;

async function resultsOf(peer: Peer, folder: string, document: unknown): Promise<CheckResult[]> {
  await using cleanUp = new AsyncDisposableStack();
  try {
    const subject = { file: join(bundle, "openapi.yaml"), document, mock, folder };
    const checks = await peer.read(subject, cleanUp);
    const results: CheckResult[] = [];
    for (const check of checks) results.push(await runCheck(check));
    return results;
  } catch (error) {
    return [{ name: "reads the contract", deviations: [String(error)] }];
  }
}
