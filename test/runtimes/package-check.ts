import type { Project } from "./project.ts";
import { failureOutput, installed } from "./tool.ts";

const { execPath } = process;

/** What linters of packages have against the tarball. */
export async function checkPackage({ folder, tarball }: Project): Promise<string[]> {
  const checks = [
    [installed("publint/src/cli.js"), "run", tarball, "--strict"],
    [
      installed("@arethetypeswrong/cli/dist/index.js"),
      tarball,
      "--profile",
      "esm-only",
      "--no-definitely-typed",
    ],
  ];
  const outputs = await Promise.all(checks.map((args) => failureOutput(execPath, args, folder)));
  return outputs.filter((output) => output !== undefined);
}
