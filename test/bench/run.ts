/**
 * Measures client, mock, sandbox, docs and support desk against their peers on this machine, in interleaved rounds, and writes
 * what came out to BENCHMARKS.md. Only the ratios mean something elsewhere.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { benchClient } from "./client/client.ts";
import { benchDocs } from "./docs/docs.ts";
import { benchMock } from "./mock/mock.ts";
import { benchSandbox } from "./sandbox/sandbox.ts";
import { benchSupportDesk } from "./support-desk/support-desk.ts";

const folder = await mkdtemp(join(tmpdir(), "case-comments-bench-"));
try {
  const { packages } = JSON.parse(await readFile(new URL("package-lock.json", import.meta.url), "utf8"));
  const versions = ["openapi-fetch", "ky", "axios", "@hey-api/openapi-ts"].map(
    (name) => `${name} ${packages[`node_modules/${name}`].version}`,
  );
  const memory = Math.round(totalmem() / 2 ** 30);
  const parts = [
    "# Benchmarks",
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores, ${memory} GiB, Node ${process.versions.node}, ${versions.join(", ")}. Medians of interleaved rounds; the ratios travel, the absolute numbers don't.`,
  ];
  for (const bench of [benchClient, benchMock, benchSandbox, benchDocs, benchSupportDesk]) {
    parts.push(await bench(folder));
    // What is measured by then is not lost where a later part fails.
    process.stdout.write(`${parts.at(-1)}\n\n`);
  }
  await writeFile(new URL("../../BENCHMARKS.md", import.meta.url), `${parts.join("\n\n")}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
