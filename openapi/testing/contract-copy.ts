import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle, bundleDereferenced, lint, type Problem } from "./redocly-runs.ts";

const contract = fileURLToPath(new URL("..", import.meta.url));

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
    lint: (): Promise<Problem[]> => lint(folder),
    /**
     * The bundle as it is built for everyone, or as our own packages read it.
     *
     * @throws {Error} if redocly can't make one
     */
    async bundle<Document = object>({ dereferenced = false } = {}): Promise<Document> {
      return JSON.parse(await (dereferenced ? bundleDereferenced : bundle)(folder)) as Document;
    },
    remove,
    [Symbol.asyncDispose]: remove,
  };
}

export type ContractCopy = Awaited<ReturnType<typeof copyContract>>;
