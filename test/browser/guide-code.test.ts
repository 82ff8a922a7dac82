import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startMock } from "@case-comments/mock";
import { expect, it, onTestFinished } from "vitest";
import { isMissing } from "../required-tools.ts";
import { dist } from "./docs-page.ts";

const folder = new URL("../guides/", dist);
const blocks = (
  await Promise.all(
    (
      await readdir(folder)
    ).map(async (file) => {
      const text = await readFile(new URL(file, folder), "utf8");
      return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = "", code = ""], index) => ({
        name: `${file}, block ${index + 1}`,
        language,
        code,
      }));
    }),
  )
).flat();

const calls = blocks.filter(
  ({ code }) => code.includes("http://127.0.0.1:4010/") || code.includes("--base-url"),
);

it("the guides hold calls to the mock", () => {
  expect(calls).not.toEqual([]);
});

it.for(calls)("the call in $name adds a comment", async ({ code }, { skip }) => {
  skip(code.includes("curl ") && isMissing("curl"));
  const mock = await startMock();
  onTestFinished(() => mock.close());
  const bin = fileURLToPath(new URL("../../apps/cli/bin/case-comments.js", import.meta.url));
  const script = `case-comments() { "$NODE" "$BIN" "$@"; }\n${code.replaceAll("http://127.0.0.1:4010", mock.url)}`;
  const env = { ...process.env, NODE: process.execPath, BIN: bin };
  const { stdout } = await promisify(execFile)("bash", ["-c", script], { env });
  expect(stdout).toMatch(/comment ?created/i);
  expect(await mock.requests()).toMatchObject([{ response: "commentCreated", violations: [] }]);
});
