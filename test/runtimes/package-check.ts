import type { Project } from "./project.ts";
import { failureOutput, installed } from "./tool.ts";

const { execPath } = process;

/** What linters of packages have against the tarball. */
export async function checkPackage({ folder, tarball }: Project): Promise<string[]> {
  const checks = [
    [installed("publint/src/cli.js"), "run", tarball, "--strict"],
    // By its usual profile: old resolvers, and require as well as import.
    [installed("@arethetypeswrong/cli/dist/index.js"), tarball, "--no-definitely-typed"],
  ];
  const outputs = await Promise.all(checks.map((args) => failureOutput(execPath, args, folder)));
  return outputs.filter((output) => output !== undefined);
}
