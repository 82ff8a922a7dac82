import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Mock, startMock } from "@case-comments/mock";
import { afterAll, beforeAll, expect, it } from "vitest";
import { codeIn, readProse } from "../prose/markdown.ts";

const root = new URL("../../", import.meta.url);
const bin = fileURLToPath(new URL("apps/cli/bin/case-comments.js", root));

let mock: Mock;
let folder: string;
beforeAll(async () => {
  mock = await startMock({ port: 0, log: "off" });
  folder = await mkdtemp(join(tmpdir(), "case-comments-readme-"));
  await symlink(bin, join(folder, "case-comments"));
  await cp(new URL("apps/front-page/page/lab-report.txt", root), join(folder, "lab-report.txt"));
  await writeFile(join(folder, "note.txt"), "The lab report is attached.\n");
});
afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

function sh(script: string, variables: NodeJS.ProcessEnv = {}) {
  const path = [folder, dirname(process.execPath), process.env.PATH].join(delimiter);
  const env = { ...process.env, CV_API_KEY: "a-key", ...variables, PATH: path };
  return new Promise<{ stdout: string; stderr: string }>((resolve) => {
    execFile("sh", ["-c", script], { cwd: folder, env }, (_, stdout, stderr) => resolve({ stdout, stderr }));
  });
}

it("the first call of the terminal app's README posts a comment", async () => {
  const [, call = ""] = codeIn(await readProse("apps/cli/README.md"), "sh");
  const { stdout, stderr } = await sh(call.replace("http://127.0.0.1:4010", mock.url));
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^Comment created\n/);
});

it("prints JSON as it is shown there", async () => {
  const readme = await readProse("apps/cli/README.md");
  const [, call = ""] = codeIn(readme, "sh");
  const here = call.replace("http://127.0.0.1:4010", `${mock.url} --json`);
  const shown = codeIn(readme, "json")
    .join("")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const refused = here.replace(/add \S+/, "add 00000000-0000-4000-8000-000000000404");
  for (const [index, script] of [here, refused].entries()) {
    const printed = JSON.parse((await sh(script)).stdout);
    expect(textsOf(printed)).toEqual(textsOf(shown[index]));
  }
});

/** What stays the same from one call to the next. */
const textsOf = (outcome: unknown) =>
  JSON.stringify(outcome).replace(/"(commentId|createdAt|callId)":"[^"]+"/g, '"$1":"…"');

it("its loop ends with the first outcome that is no case for another try", async () => {
  const [, , loop = ""] = codeIn(await readProse("apps/cli/README.md"), "sh");
  const refused = "00000000-0000-4000-8000-000000000404";
  const local = loop.replace("--env staging", `--base-url ${mock.url}`).replace("sleep 60", "exit");
  const variables = { case: refused, author: "rosa@clinic.example" };
  const { stdout } = await sh(`${local}\necho "ended with $code"`, variables);
  expect(stdout).toBe("ended with 65\n");
  const away = local.replace(mock.url, "http://127.0.0.1:5").replace("exit", 'echo "again"; exit');
  expect((await sh(away, variables)).stdout).toBe("again\n");
});
