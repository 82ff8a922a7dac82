import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeIn, readProse } from "../prose/markdown.ts";
import { isMissing } from "../required-tools.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const bin = fileURLToPath(new URL("../../packages/mock/bin/case-comments-mock.js", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "case-comments-control-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a command under the mock, as somebody who has no JavaScript would. */
function underTheMock(...command: string[]) {
  const args = [bin, "--log", "off", "--control", "127.0.0.1:0", "--", ...command];
  // Python must leave nothing compiled behind.
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  return new Promise<{ code: number | string; output: string }>((resolve) => {
    execFile(process.execPath, args, { cwd: here, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}

const python = ["python3", "-m", "unittest", "test_mock_control"];
const java = ["java", "MockControlTest.java"];
const withoutToken = ["env", `CASE_COMMENTS_MOCK_CONTROL_TOKEN=${"x".repeat(43)}`];

describe.skipIf(isMissing("python3"))("the mock, steered from Python", () => {
  it("does what tests order, and tells them what came", async () => {
    const { code, output } = await underTheMock(...python);
    expect(output).toMatch(/^Ran 10 tests in [\s\S]*^OK$/m);
    expect(output).not.toContain("No call has got");
    expect(code).toBe(0);
  });

  it("does nothing for tests with another token", async () => {
    const { code, output } = await underTheMock(...withoutToken, ...python);
    expect(output).toMatch(/^FAILED \(failures=8\)$/m);
    expect(code).toBe(1);
  });

  it("does what its README shows", async () => {
    const [code = ""] = codeIn(await readProse("packages/mock/README.md"), "python");
    const file = join(folder, "readme.py");
    const yourCode = `
from urllib.error import HTTPError
def your_code(url, key):
    communication = {"text": "…", "isRestricted": False, "author": {"email": "rosa@clinic.example"}}
    body = json.dumps({"action": "ADD_COMMUNICATION", "communication": communication}).encode()
    headers = {"cv-api-key": key, "content-type": "application/json"}
    for _ in range(2):
        try:
            urlopen(Request(url + "/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11", body, headers)).close()
        except HTTPError as error:
            print(error.code)
`;
    await writeFile(file, code.replace(/^def control/m, `${yourCode}\n$&`));
    expect(await underTheMock("python3", file)).toEqual({ code: 0, output: "503\n" });
  });
});

describe.skipIf(isMissing("javac"))("the mock, steered from Java", () => {
  it("does what tests order, and tells them what came", async () => {
    expect(await underTheMock(...java)).toEqual({ code: 0, output: "8 passed\n" });
  });

  it("does nothing for tests with another token", async () => {
    const { code, output } = await underTheMock(...withoutToken, ...java);
    expect(output).toContain("java.lang.AssertionError: expected 200, but got 401");
    expect(code).toBe(1);
  });
});
