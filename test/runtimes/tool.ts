import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where a file of an installed package is. */
export const installed = (path: string): string =>
  fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));

/**
 * Runs a tool to its end.
 *
 * @returns what it printed, if it failed
 */
export async function failureOutput(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<string | undefined> {
  try {
    await run(command, args, { cwd, maxBuffer: 2 ** 26 });
    return undefined;
  } catch (error) {
    const { message, stdout = "", stderr = "" } = error as Error & { stdout?: string; stderr?: string };
    return `${message}\n${stdout}${stderr}`;
  }
}

/** Runs a tool that has to succeed. */
export async function runTool(command: string, args: readonly string[], cwd: string): Promise<void> {
  const output = await failureOutput(command, args, cwd);
  if (output !== undefined) throw new Error(output);
}
