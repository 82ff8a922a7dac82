import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Mock, startMock } from "@case-comments/mock";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isMissing } from "../required-tools.ts";
import { openTerminal } from "./terminal.ts";

const bin = fileURLToPath(new URL("../../apps/cli/bin/case-comments.js", import.meta.url));
const isLeftOut = isMissing("python3");
const env = { CV_API_KEY: "a-key" };

let mock: Mock;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "case-comments-terminal-"));
  mock = await startMock({ port: 0, log: "off" });
});
afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

function start(text: string, ...more: string[]) {
  const args = ["add", "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11", "--text", text, "--visible"];
  args.push("--author-email", "rosa@clinic.example", "--base-url", mock.url, ...more);
  return openTerminal([process.execPath, bin, ...args], { env });
}

it.skipIf(isLeftOut)("says what it waits for when the text is to be typed", async () => {
  const terminal = start("-");
  await terminal.shows("press Ctrl-D on an empty line");
  terminal.type("Called back.\n\u0004");
  await terminal.shows("Comment created");
  await terminal.ended;
});

it.skipIf(isLeftOut)("ends at Ctrl-C while the text is being typed, and nothing was sent", async () => {
  const terminal = start("-");
  await terminal.shows("press Ctrl-D on an empty line");
  terminal.type("Called\n\u0003");
  await terminal.shows("The comment was not sent.");
  await terminal.ended;
});

it.skipIf(isLeftOut)("shows how much of the files is sent, and wipes it away", async () => {
  const file = join(folder, "scan.bin");
  await writeFile(file, "");
  await truncate(file, 12_000_000);
  const terminal = start("Hello", "--attach", `${file}:phi:visible`);
  await terminal.shows("Comment created");
  expect(terminal.screen).toMatch(/\r\d+ % of 12\.0 MB sent/);
  expect(terminal.screen).toContain("\r\u001b[KComment created");
  await terminal.ended;
});
