import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { apiKey, caseId, comment, leaksOf } from "../test/canaries.ts";
import { startServer } from "../test/recording-server.ts";
import { createClient } from "./index.ts";
import { fromFile } from "./node.ts";

const shown = { isPHI: true, isRestricted: false };

async function fileWith(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "case-comments-client-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "planted file.bin");
  await writeFile(path, bytes);
  return path;
}

describe("fromFile", () => {
  it("sends a file by path or URL, with its name or another", async () => {
    const bytes = Uint8Array.from({ length: 1_000_000 }, (_, index) => index % 251);
    const path = await fileWith(bytes);
    const { baseUrl, requests } = await startServer();
    const attachments = [
      await fromFile(path, shown),
      await fromFile(pathToFileURL(path), { ...shown, fileName: "scan.bin" }),
      await fromFile(pathToFileURL(path), shown),
    ];
    await createClient({ apiKey, baseUrl }).addComment(caseId, { ...comment, attachments });
    const sent = JSON.parse(requests[0]?.body ?? "").communication.attachments;
    expect(sent.map(({ fileName }: { fileName: string }) => fileName)).toEqual([
      "planted file.bin",
      "scan.bin",
      "planted file.bin",
    ]);
    const content = Buffer.from(bytes).toString("base64");
    expect(sent.every((each: { content: string }) => each.content === content)).toBe(true);
  });

  it.each([
    ["grew", (path: string) => appendFile(path, "more"), "size"],
    ["shrank", (path: string) => writeFile(path, "less"), "size"],
    ["vanished", (path: string) => rm(path), "unreadable"],
  ])("fails the call before it is complete if the file %s", async (_, change, code) => {
    const path = await fileWith(Buffer.from("content"));
    const { baseUrl, requests } = await startServer();
    const attachments = [await fromFile(path, shown)];
    await change(path);
    const result = await createClient({ apiKey, baseUrl }).addComment(caseId, { ...comment, attachments });
    expect(!result.ok && result.error).toMatchObject({
      delivery: "not-sent",
      issues: [{ path: "/attachments/0/content", code }],
    });
    expect(requests).toHaveLength(0);
  });

  it.each([
    ["/nowhere/planted-name.pdf", "ENOENT"],
    [tmpdir(), "ENOTFILE"],
  ])("says that %s can't be read, without its name", async (path, code) => {
    const error = await fromFile(path, shown).catch((reason) => reason);
    expect(error).toMatchObject({ name: "FileError", message: "The file can't be read", code });
    expect(leaksOf(inspect(error, { showHidden: true }))).toEqual([]);
  });
});
