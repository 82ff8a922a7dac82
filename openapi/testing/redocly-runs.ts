import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";

/** What redocly has found. */
export interface Problem {
  ruleId: string;
  message: string;
  location: { source: { ref: string }; start: { line: number } }[];
}

const program = fileURLToPath(import.meta.resolve("@redocly/cli/bin/cli.js"));
const config = new URL("../redocly.yaml", import.meta.url);

/**
 * Lints the copy of the contract in a folder.
 *
 * @throws {Error} if redocly can't
 */
export const lint = together<Problem[]>(async (folders) => {
  const [folder = ""] = folders;
  const { stdout, stderr } = await redocly(folders, "lint", "--format=json");
  // A document for each folder, one after the other.
  const documents = stdout.split(/(?<=^\})/m).filter((text) => text.trim() !== "");
  if (documents.length !== folders.length) throw new Error(stderr);
  return documents.map((text, index) => {
    const { problems } = JSON.parse(text) as { problems: Problem[] };
    for (const { source } of problems.flatMap(({ location }) => location))
      source.ref = relative(folders[index] ?? "", resolve(folder, source.ref));
    return problems;
  });
});

/**
 * Bundles the copy of the contract in a folder as it is built for everyone.
 *
 * @returns JSON
 * @throws {Error} if redocly can't make one
 */
export const bundle = together<string>((folders) => bundles(folders));

/** The same as our own packages read it, without a `$ref`. */
export const bundleDereferenced = together<string>((folders) => bundles(folders, "--dereferenced"));

async function bundles(folders: string[], ...options: string[]): Promise<(string | Error)[]> {
  const command = ["bundle", "--ext=json", ...options];
  const { stderr } = await redocly(folders, ...command);
  const read = (folder: string) => readFile(output(folder, command), "utf8");
  return Promise.all(folders.map((folder) => read(folder).catch(() => new Error(stderr))));
}

/** Runs a command for all folders, with the configuration that the contract is built with. */
async function redocly(folders: string[], ...command: string[]): Promise<{ stdout: string; stderr: string }> {
  const [cwd = ""] = folders;
  const { apis, ...rest } = parse(await readFile(config, "utf8"));
  const copies = folders.map((folder, index) => [
    `copy-${index}`,
    { ...apis["case-comments"], root: join(folder, "openapi.yaml"), output: output(folder, command) },
  ]);
  const file = join(cwd, `${command.join("")}.config.yaml`);
  await writeFile(file, stringify({ ...rest, apis: Object.fromEntries(copies) }));
  const env = { ...process.env, DO_NOT_TRACK: "1", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const options = { cwd, env, maxBuffer: 256 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...command, `--config=${file}`], options, (_, stdout, stderr) =>
      resolve({ stdout, stderr }),
    );
  });
}

const output = (folder: string, command: string[]) => join(folder, `${command.join("")}.output.json`);

/**
 * Most of redocly's time is its own start, and it takes many contracts at once: folders that are
 * given while it runs share its next run.
 */
function together<T>(run: (folders: string[]) => Promise<(T | Error)[]>): (folder: string) => Promise<T> {
  let waiting: { folder: string; resolve: (result: T) => void; reject: (error: Error) => void }[] = [];
  let isRunning = false;
  const runAll = async () => {
    isRunning = true;
    while (waiting.length > 0) {
      const calls = waiting;
      waiting = [];
      const results = await run(calls.map(({ folder }) => folder)).catch((error: Error) => error);
      for (const [index, { resolve, reject }] of calls.entries()) {
        const result = results instanceof Error ? results : (results[index] as T | Error);
        if (result instanceof Error) reject(result);
        else resolve(result);
      }
    }
    isRunning = false;
  };
  return (folder) =>
    new Promise((resolve, reject) => {
      waiting.push({ folder, resolve, reject });
      if (!isRunning) runAll();
    });
}
