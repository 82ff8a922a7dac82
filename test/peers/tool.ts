import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What a program printed, and the code that it ended with. */
export interface Outcome {
  code: number;
  output: string;
}

/** The folder of an installed package, here or at the root of the repository. */
export function packageFolder(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const folder of folders) {
    const file = join(folder, name, "package.json");
    if (manifestAt(file)) return dirname(file);
  }
  throw new Error(`${name} is not installed; run npm ci --prefix test/peers --ignore-scripts`);
}

/** The version of an installed package. */
export function versionOf(name: string): string {
  return manifestAt(join(packageFolder(name), "package.json"))?.version ?? "";
}

/** Runs the command of an installed package to its end, on this Node and without telemetry. */
export async function runCommand(
  packageName: string,
  args: readonly string[],
  folder: string,
  command = packageName,
): Promise<Outcome> {
  const root = packageFolder(packageName);
  const { bin = {} } = manifestAt(join(root, "package.json")) ?? {};
  const script = typeof bin === "string" ? bin : bin[command];
  if (!script) throw new Error(`${packageName} has no command ${command}`);
  return runProgram(process.execPath, [join(root, script), ...args], folder);
}

/** Runs a program to its end. */
export function runProgram(
  program: string,
  args: readonly string[],
  folder: string,
  env: Record<string, string> = {},
): Promise<Outcome> {
  const quiet = {
    DO_NOT_TRACK: "1",
    REDOCLY_TELEMETRY: "off",
    REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
    CI: "1",
  };
  const options = { cwd: folder, env: { ...process.env, ...quiet, ...env }, maxBuffer: 2 ** 26 };
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error ? Number(error.code) || 1 : 0;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}

/** What a program has against its input: nothing if it succeeded. */
export const complaint = ({ code, output }: Outcome): string[] =>
  code === 0 ? [] : [`exit code ${code}: ${output.trim().slice(-2_000)}`];

interface Manifest {
  version: string;
  bin?: string | Record<string, string>;
}

function manifestAt(file: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}
