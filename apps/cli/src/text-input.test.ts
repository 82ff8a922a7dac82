import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aComment, cli, type RunOptions, secrets, startServer } from "../test/run-cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "case-comments-cli-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(content: string | Uint8Array): Promise<string> {
  const file = join(folder, `Jane Roe ${crypto.randomUUID()}.txt`);
  await writeFile(file, content);
  return file;
}

describe.for(["--text -", "--text-file"])("%s", (way) => {
  async function send(content: string | Uint8Array) {
    const { url, bodies } = await startServer();
    const source = way === "--text -" ? ["--text", "-"] : ["--text-file", await fileWith(content)];
    const options: RunOptions = way === "--text -" ? { input: content } : {};
    const outcome = await cli([...aComment.toSpliced(2, 2, ...source), "--base-url", url], options);
    return {
      ...outcome,
      text: bodies[0] && JSON.parse(bodies[0]).communication.text,
      requests: bodies.length,
    };
  }

  it.for([
    ["Two\nlines\n", "Two\nlines"],
    ["Two\r\nlines\r\n", "Two\r\nlines"],
    ["\n  indented ✓\n\n", "\n  indented ✓\n"],
    ["\ufeffwith a byte order mark", "with a byte order mark"],
  ])("posts %j without its last line end", async ([content, text]) => {
    expect(await send(content as string)).toMatchObject({ code: 0, text });
  });

  it.for<[string, string | Uint8Array, RegExp]>([
    ["nothing", "", /holds no text/],
    ["a line end", "\n", /holds no text/],
    ["white space", " \t\r\n \n", /holds no text/],
    ["what nobody sees", "\0\0 \u200b\u2060\ufeff\u202e\n", /holds no text/],
    ["letters that nobody sees", "\u3164\u115f\u034f\ufe0f\u2800\n", /holds no text/],
    ["what is no UTF-8", Buffer.from("Müller", "latin1"), /holds no UTF-8 text/],
    ["more than a comment", Buffer.alloc(32_000_001, "Jane"), /too large for a text/],
  ])("refuses %s, and sends nothing", async ([, content, problem]) => {
    const { code, stderr, requests } = await send(content);
    expect(stderr).toMatch(problem);
    expect(stderr).not.toMatch(secrets);
    expect({ code, requests }).toEqual({ code: 2, requests: 0 });
  });
});

it.for([
  ["--text-file", ["--text-file", "Jane.txt"], /^--text-file can't be read \(ENOENT\)$/m],
  [
    "a folder as --text-file",
    ["--text-file", "/"],
    /^--text-file is not a regular file; --text - reads what comes from a pipe$/m,
  ],
  [
    "--attach-list",
    ["--text", "-", "--attach-list", "Jane.txt"],
    /^--attach-list can't be read \(ENOENT\)$/m,
  ],
] as const)("%s that can't be read is named, and nothing is sent", async ([, source, problem]) => {
  const { url, bodies } = await startServer();
  const { code, stderr } = await cli([...aComment.toSpliced(2, 2, ...source), "--base-url", url]);
  expect(stderr).toMatch(problem);
  expect(stderr).not.toMatch(secrets);
  expect({ code, requests: bodies.length }).toEqual({ code: 2, requests: 0 });
});

describe("--attach-list", () => {
  it("attaches what it lists, after what the command line names", async () => {
    const files = await Promise.all(["first", "second", "third: with colons"].map(fileWith));
    const list = await fileWith(`${files[1]}:phi:restricted\r\n\n${files[2]}:no-phi:visible\n`);
    const { url, bodies } = await startServer();
    const args = [...aComment, "--attach", `${files[0]}:phi:visible`, "--attach-list", list];
    expect(await cli([...args, "--base-url", url])).toMatchObject({ code: 0 });
    const { attachments } = JSON.parse(bodies[0] as string).communication;
    expect(
      attachments.map(({ content, isPHI, isRestricted }: Record<string, unknown>) => [
        Buffer.from(content as string, "base64").toString(),
        isPHI,
        isRestricted,
      ]),
    ).toEqual([
      ["first", true, false],
      ["second", true, true],
      ["third: with colons", false, false],
    ]);
  });

  it.for([
    ["\nJane Roe.pdf:phi\n", /^line 2 of --attach-list must end with :phi or :no-phi/],
    ["", /^--attach-list lists no file$/m],
    ["\n\r\n", /^--attach-list lists no file$/m],
    ["Jane Roe.pdf:phi:visible", /^line 1 of --attach-list can't be read \(ENOENT\)/],
    ["/:phi:visible", /^line 1 of --attach-list is not a regular file/],
  ] as const)(
    "names the line that can't be used in %j, and nothing else of it",
    async ([content, problem]) => {
      const { url, bodies } = await startServer();
      const list = await fileWith(content);
      const { code, stderr } = await cli([...aComment, "--attach-list", list, "--base-url", url]);
      expect(stderr).toMatch(problem);
      expect(stderr).not.toMatch(secrets);
      expect({ code, requests: bodies.length }).toEqual({ code: 2, requests: 0 });
    },
  );
});
