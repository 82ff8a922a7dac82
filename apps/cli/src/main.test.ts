import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Mock, startMock } from "@case-comments/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aCase, aComment, answer, cli, secrets, startServer } from "../test/run-cli.ts";

describe("case-comments", () => {
  let mock: Mock;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "case-comments-cli-"));
    mock = await startMock({ port: 0, log: "off" });
  });
  afterAll(async () => {
    await mock.close();
    await rm(folder, { recursive: true });
  });

  it("ends with 0 when the comment was created", async () => {
    const { code, stdout, stderr } = await cli([...aComment, "--base-url", mock.url]);
    expect(stdout).toMatch(/^Comment created\n {2}id {2}[0-9a-f-]{36}\n {2}at {2}\S+Z\n$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("ends with 65 when it was refused", async () => {
    const args = aComment.with(1, "00000000-0000-4000-8000-000000000404");
    const { code, stdout, stderr } = await cli([...args, "--base-url", mock.url]);
    expect(stderr).toMatch(/\(caseNotFound, 404\)\nThe comment was not created\.\n$/);
    expect({ code, stdout }).toEqual({ code: 65, stdout: "" });
  });

  it("ends with 75 when nothing was sent", async () => {
    // Nobody listens there. A port that was free a moment ago could be another test's by now.
    const args = [...aComment, "--base-url", "http://127.0.0.1:5"];
    const unsent = await cli([...args, "--json"]);
    expect(JSON.parse(unsent.stdout)).toMatchObject({
      ok: false,
      error: { kind: "network", delivery: "not-sent", message: "The connection failed" },
    });
    expect(unsent.code).toBe(75);
    expect(await cli(args)).toMatchObject({ code: 75, stderr: expect.stringContaining("safe to run") });
  });

  it("ends with 76 when the comment may exist", async () => {
    const { url } = await startServer((response) => response.destroy());
    const { code, stdout, stderr } = await cli([...aComment, "--base-url", url]);
    expect(stderr).toMatch(/The comment may exist\. Look at the case/);
    expect(stderr).not.toMatch(secrets);
    expect({ code, stdout }).toEqual({ code: 76, stdout: "" });
  });

  it("ends with 76, and tells the id, when the server contradicts itself", async () => {
    const data = { commentId: "c-1", createdAt: "now" };
    const { url } = await startServer((response) =>
      answer(response, 202, { status: 200, success: true, data }),
    );
    const { code, stderr } = await cli([...aComment, "--base-url", url]);
    expect(stderr).toMatch(/\(contradictoryResponse, 202\)\n {2}id {2}c-1\nThe comment may exist/);
    expect(code).toBe(76);
  });

  it.each([200, 202])("prints no control character of a server's, with %i", async (status) => {
    const data = { commentId: "c\u001b[2J\u009b\u202e", createdAt: "now\rCase\u2028" };
    const { url } = await startServer((response) =>
      answer(response, status, { status: 200, success: true, data }),
    );
    const { stdout, stderr } = await cli([...aComment, "--base-url", url]);
    expect(stdout + stderr).not.toMatch(/[^\P{C}\n]/u);
    expect(stdout + stderr).toContain("id  c\\u001b[2J\\u009b\\u202e");
    const json = await cli([...aComment, "--base-url", url, "--json"]);
    expect(json.stdout).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*\n$/u);
    const { data: told, error } = JSON.parse(json.stdout);
    expect((told ?? error).commentId).toBe(data.commentId);
  });

  it("says that --timeout gives more time, when there was too little", async () => {
    const { url } = await startServer(() => {});
    const { code, stderr } = await cli([...aComment, "--base-url", url, "--timeout", "0.2"]);
    expect(stderr).toContain("--timeout gives a call more than 1 s.");
    // On a busy machine the time may be up before everything was sent.
    expect([75, 76]).toContain(code);
  });

  const without = (option: string) => aComment.toSpliced(aComment.indexOf(option), 2);
  const withValue = (option: string, value: string) => aComment.with(aComment.indexOf(option) + 1, value);
  it.for<[string, string[], RegExp, NodeJS.ProcessEnv?]>([
    ["there is no key", aComment, /CV_API_KEY holds no key/, { CV_API_KEY: "" }],
    [
      "the key holds a line break",
      aComment,
      /CV_API_KEY holds what is no key/,
      { CV_API_KEY: "sk-secret\n" },
    ],
    ["an option is missing", without("--author-email"), /--author-email is missing/],
    [
      "an option is mistyped",
      [...without("--author-email"), "--author-emial", "rosa@clinic.example"],
      /did you mean --author-email\?/,
    ],
    ["the case id is none", aComment.with(1, "7c0e6f7a"), /^CASE_ID must be a UUID$/m],
    [
      "the author's address is none",
      withValue("--author-email", "rosa"),
      /^--author-email must be an e-mail address$/m,
    ],
    [
      "a tagged address is none",
      [...aComment, "--tag", "a@b.example", "--tag", "rosa"],
      /^--tag number 2 must be an e-mail address$/m,
    ],
    ["a text is empty", withValue("--text", ""), /^--text is empty$/m],
    ["a text is blank", withValue("--text", " \n"), /^--text holds no text$/m],
    [
      "a file is missing",
      [...aComment, "--attach", "Jane Roe.pdf:phi:visible"],
      /^--attach number 1 can't be read \(ENOENT\)$/m,
    ],
    [
      "a file is a folder",
      [...aComment, "--attach", "/:phi:visible"],
      /^--attach number 1 is not a regular file$/m,
    ],
    [
      "a file is a device",
      [...aComment, "--attach", "/dev/zero:phi:visible"],
      /^--attach number 1 is not a regular file$/m,
    ],
    [
      "the address is of plain http",
      [...aComment, "--base-url", "http://clinic.example"],
      /^--base-url must be an https address/m,
    ],
    ["the address is none", [...aComment, "--base-url", "clinic"], /^--base-url must be an https address/m],
  ])("ends with 2, and sends nothing, when %s", async ([, args, problem, env = {}]) => {
    const before = (await mock.requests()).length;
    const all = args.includes("--base-url") ? args : [...args, "--base-url", mock.url];
    const { code, stdout, stderr } = await cli(all, { env });
    expect(stderr).toMatch(problem);
    expect(stderr).not.toMatch(secrets);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const inJson = await cli([...all, "--json"], { env });
    expect(JSON.parse(inJson.stdout)).toMatchObject({ ok: false, error: { delivery: "not-sent" } });
    expect(inJson.stdout).not.toMatch(secrets);
    expect(inJson).toMatchObject({ code: 2, stderr: "" });
    expect((await mock.requests()).length).toBe(before);
  });

  it("ends with 2 when the files are too large together, or don't hold what they say", async () => {
    const file = join(folder, "Jane Roe.bin");
    await writeFile(file, "");
    for (const size of [24_100_000, 2 ** 38]) {
      await truncate(file, size);
      const large = await cli([...aComment, "--attach", `${file}:phi:visible`, "--base-url", mock.url]);
      expect(large).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^text and files are too large together/),
      });
    }
    if (process.platform !== "linux") return;
    // The system says that it is empty.
    const other = await cli([
      ...aComment,
      "--attach",
      "/proc/self/status:phi:visible",
      "--base-url",
      mock.url,
    ]);
    expect(other).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^--attach number 1 changed while/),
    });
  });

  it("reports on one line of JSON in the words of its own options", async () => {
    const args = aComment.with(1, "7c0e6f7a").with(6, "rosa");
    const { stdout } = await cli([...args, "--base-url", mock.url, "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      error: {
        kind: "invalidInput",
        delivery: "not-sent",
        callId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        message: "The comment can't be sent as it is",
        issues: [
          { option: "CASE_ID", code: "uuid", message: "CASE_ID must be a UUID" },
          { option: "--author-email", code: "email", message: "--author-email must be an e-mail address" },
        ],
      },
    });
  });

  it("teaches when it is asked for help", async () => {
    const { code, stdout } = await cli(["--help"]);
    expect(code).toBe(0);
    for (const word of [
      "--restricted",
      "--visible",
      "CV_API_KEY",
      "Exit codes",
      "Any other code",
      "Example",
    ]) {
      expect(stdout).toContain(word);
    }
    expect(stdout.split("\n").every((line) => line.length <= 80)).toBe(true);
    for (const args of [["-h"], ["help"], ["add", "-h"], ["add", aCase, "--help"]]) {
      expect(await cli(args)).toEqual({ code: 0, stdout, stderr: "" });
    }
    expect((await cli(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await cli(["-v"])).toEqual(await cli(["--version"]));
  });

  it("shows its help when it is called with nothing, and never as a success", async () => {
    const { stdout } = await cli(["--help"]);
    expect(await cli([])).toEqual({ code: 2, stdout: "", stderr: stdout });
  });
});
