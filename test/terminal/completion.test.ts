import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { options, shells } from "../../apps/cli/src/options.ts";
import { isMissing } from "../required-tools.ts";
import { openTerminal } from "./terminal.ts";

const bin = fileURLToPath(new URL("../../apps/cli/bin/case-comments.js", import.meta.url));

/** How each is started with no settings of its user's, and made to show what a command line became. */
const starts = {
  bash: {
    command: ["bash", "--norc", "--noprofile", "-i"],
    setUp: `bind 'set enable-bracketed-paste off'; case-comments() { printf '<%s>' "$@"; echo .; }`,
  },
  zsh: {
    command: ["zsh", "-f", "-i"],
    setUp: `autoload -Uz compinit; compinit -D -u; case-comments() { printf '<%s>' "$@"; echo .; }`,
  },
  fish: {
    command: ["fish", "--no-config", "--private", "-i"],
    setUp: "function case-comments; printf '<%s>' $argv; echo .; end",
  },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "case-comments-completion-"));
  await writeFile(join(folder, "scan of today.pdf"), "");
  for (const shell of shells) {
    const script = execFileSync(process.execPath, [bin, "completion", shell]);
    await writeFile(join(folder, shell), `${starts[shell].setUp}\n${script}\nprintf "ready\\n"\n`);
  }
});
afterAll(() => rm(folder, { recursive: true }));

describe.for(shells)("in %s", (shell) => {
  const isLeftOut = isMissing("python3") || isMissing(shell);
  const { command } = starts[shell];

  it.skipIf(isLeftOut).for([
    ["co", "<completion>"],
    [`completion ${shell.slice(0, 2)}`, `<completion><${shell}>`],
    ["add --author-e", "<add><--author-email>"],
    ["add 7c0e --visi", "<add><7c0e><--visible>"],
    ["add --env st", "<add><--env><staging>"],
    ["add --text-file sca", "<add><--text-file><scan of today.pdf>"],
    ["add --attach sca", "<add><--attach><scan of today.pdf>"],
  ] as const)("%s becomes what was meant", async ([typed, expected]) => {
    const terminal = openTerminal(command, { cwd: folder, env: { HOME: folder, XDG_DATA_HOME: folder } });
    terminal.type(`source ./${shell}\n`);
    await terminal.shows("ready");
    terminal.type(`case-comments ${typed}\t\n`);
    await terminal.shows(/<.*>\./);
    expect(terminal.screen).toContain(expected);
  });
});

it.skipIf(isMissing("fish"))("every option is offered", () => {
  const ask = (line: string) =>
    execFileSync("fish", ["--no-config", "-c", `source fish; complete -C '${line}'`], { cwd: folder })
      .toString()
      .split("\n")
      .map((offer) => offer.split("\t")[0]);
  const names = Object.keys(options).map((name) => `--${name}`);
  expect(
    ask("case-comments add --")
      .filter((name) => name?.startsWith("--"))
      .sort(),
  ).toEqual(names.sort());
});
