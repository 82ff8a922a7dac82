import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What redocly has found. */
export interface Problem {
  ruleId: string;
  message: string;
  location: { source: { ref: string }; start: { line: number } }[];
}

const contract = fileURLToPath(new URL("..", import.meta.url));
const redocly = fileURLToPath(import.meta.resolve("@redocly/cli/bin/cli.js"));

/**
 * A copy of the contract's files that a test may change, lint and bundle.
 *
 * @example
 * await using copy = await copyContract();
 * await copy.edit("openapi.yaml", (text) => text.replace("1.0.0", "2.0.0"));
 * expect(await copy.lint()).toEqual([]);
 */
export async function copyContract() {
  const folder = await mkdtemp(join(tmpdir(), "case-comments-contract-"));
  const remove = () => rm(folder, { recursive: true });
  await cp(contract, folder, {
    recursive: true,
    filter: (path) => !/(node_modules|dist|\.turbo|tsconfig\.json)$/.test(path),
  });

  return {
    folder,
    /** Changes one file. A change that changes nothing is an error: its test would test nothing. */
    async edit(file: string, change: (text: string) => string): Promise<void> {
      const before = await readFile(join(folder, file), "utf8");
      const after = change(before);
      if (after === before) throw new Error(`nothing was changed in ${file}`);
      await writeFile(join(folder, file), after);
    },
    async lint(): Promise<Problem[]> {
      const { stdout } = await run(folder, ["lint", "case-comments", "--format=json"]);
      return (JSON.parse(stdout) as { problems: Problem[] }).problems;
    },
    /**
     * The bundle as it is built for everyone, or as our own packages read it.
     *
     * @throws {Error} if redocly can't make one
     */
    async bundle<Document = object>({ dereferenced = false } = {}): Promise<Document> {
      const options = ["--ext", "json", ...(dereferenced ? ["--dereferenced"] : [])];
      const { stdout, stderr } = await run(folder, ["bundle", "case-comments", ...options]);
      if (stdout === "") throw new Error(stderr);
      return JSON.parse(stdout) as Document;
    },
    remove,
    [Symbol.asyncDispose]: remove,
  };
}

export type ContractCopy = Awaited<ReturnType<typeof copyContract>>;

function run(cwd: string, command: string[]): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, DO_NOT_TRACK: "1", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  return new Promise((resolve) => {
    const options = { cwd, env, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [redocly, ...command], options, (_, stdout, stderr) =>
      resolve({ stdout, stderr }),
    );
  });
}
