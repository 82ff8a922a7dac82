import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isChromiumBundled } from "./browser/bundled-chromium.ts";
import { postgresPrograms } from "./sandbox/postgres-server.ts";

/** A program that some tests run, and that a lockfile can't bring everywhere. */
export type RequiredTool =
  | "a browser"
  | "bash"
  | "curl"
  | "fish"
  | "javac"
  | "openssl"
  | "postgres"
  | "python3"
  | "zsh";

/** What is left out without each. */
const uses: Record<RequiredTool, string> = {
  "a browser": "the tests of the docs in a browser",
  bash: "the completion of the terminal app in bash",
  curl: "the calls and code samples that use curl",
  fish: "the completion of the terminal app in fish",
  javac: "the mock that is steered from Java",
  openssl: "the mock over HTTPS, and webhooks over HTTPS",
  postgres: "the sandbox on PostgreSQL",
  python3:
    "the code samples in Python, the mock that is steered from Python, and the terminal app in a terminal",
  zsh: "the completion of the terminal app in zsh",
};

/** Whether this machine lacks a tool. A program that can't be run, such as a broken shim, is lacking. */
export function isMissing(tool: RequiredTool): boolean {
  if (tool === "a browser") return !browserPath() && !isChromiumBundled;
  if (tool === "postgres") return !postgresPrograms();
  const question = tool === "openssl" ? "version" : "--version";
  return spawnSync(tool, [question], { stdio: "ignore" }).status !== 0;
}

/** What the absence of tools leaves out, each in a sentence. */
export const leftOut = (): string[] =>
  (Object.keys(uses) as RequiredTool[])
    .filter(isMissing)
    .map((tool) => `LEFT OUT, because this machine lacks ${tool}: ${uses[tool]}.`);

const names = [
  ...["google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable"],
  ...["chromium", "chromium-browser"],
];
const macs = ["Google Chrome", "Microsoft Edge", "Chromium"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
const windows = [
  process.env.PROGRAMFILES,
  process.env["PROGRAMFILES(X86)"],
  process.env.LOCALAPPDATA,
].flatMap((folder) =>
  folder
    ? ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"].map((file) =>
        join(folder, file),
      )
    : [],
);

/** The browser that is installed, if there is one. */
export function installedBrowser(): string | undefined {
  const onPath = names.flatMap((name) =>
    (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)),
  );
  return [...onPath, ...macs, ...windows].find((file) => existsSync(file));
}

/**
 * The browser that is used: the one at `CHROMIUM_PATH`, or one that is installed. `undefined` if there
 * is none, or if `CHROMIUM_PATH` is `bundled`: then it is the one that the lockfile brings.
 */
export function browserPath(): string | undefined {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH === "bundled" ? undefined : CHROMIUM_PATH;
  return installedBrowser();
}
