import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const program = fileURLToPath(new URL("paused-program.ts", import.meta.url));

it.each(["before", "in"])("a call that is aborted %s a pause leaves no timer behind", async (moment) => {
  const { stdout } = await promisify(execFile)(process.execPath, [program, moment]);
  expect(JSON.parse(stdout)).toEqual({ kind: "aborted", timers: [] });
});
