import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commandFor, folder } from "./runner.ts";

const bin = fileURLToPath(new URL("../../packages/mock/bin/case-comments-mock.js", import.meta.url));

/** What a rehearsal of a program says, as far as it is judged here. */
export interface Verdict {
  readonly code: number;
  readonly runs: number;
  readonly findings: readonly Told[];
  readonly checks: readonly Told[];
  /** What it told besides, such as why it can't judge. */
  readonly told: string;
}

export interface Told {
  readonly kind: string;
  readonly faults: readonly string[];
  readonly always: boolean;
}

/**
 * Rehearses one program, with the real command.
 *
 * @param program its file, below `programs/`
 * @param wait how long it may stay quiet, in seconds
 */
export async function rehearseProgram(program: string, wait: number): Promise<Verdict> {
  const args = [bin, "rehearse", "--json", "--wait", String(wait), "--", ...commandFor(program)];
  const { GITHUB_STEP_SUMMARY: _, ...env } = process.env;
  const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>(
    (resolve) => {
      execFile(process.execPath, args, { cwd: join(folder), env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
    },
  );
  const report = stdout.startsWith("{") ? JSON.parse(stdout) : { runs: 0, findings: [], checks: [] };
  return { ...report, code, told: stderr.replace(/^Run \d+ of .*\n/gm, "") };
}
