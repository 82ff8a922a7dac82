import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const programs = fileURLToPath(new URL("programs/", import.meta.url));
const installed = (path: string) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
const node = process.execPath;

/** The command that runs a program's tests, by the ending of its file. Retries are off in all of them. */
export function commandFor(program: string): string[] {
  if (program.endsWith(".node.mjs")) return [node, "--test", program];
  if (program.endsWith(".vitest.mjs"))
    return [node, installed("vitest/vitest.mjs"), "run", "--root", programs, program];
  if (program.endsWith(".jest.cjs"))
    return [node, installed("jest/bin/jest.js"), "--rootDir", programs, "--ci", program];
  return ["python3", "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", program];
}

/** Where the programs lie. */
export const folder = programs;

/** Whether this machine can run the programs in Python. */
export function hasPytest(): boolean {
  try {
    execFileSync("python3", ["-c", "import pytest, requests"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
