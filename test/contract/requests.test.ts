import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@case-comments/client";
import { startMock } from "@case-comments/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { created } from "../facts/facts.ts";
import { comments } from "./comments.ts";
import { aCase } from "./deserving-requests.ts";
import { startPrismProxy } from "./prism-proxy.ts";
import { objection, startRecorder } from "./recorder.ts";

const samples = new URL("../../openapi/code-samples/add-case-comment/", import.meta.url);
const cli = fileURLToPath(new URL("../../apps/cli/bin/case-comments.js", import.meta.url));
const runs: Record<string, string[]> = {
  "curl.sh": ["sh"],
  "javascript.mjs": [process.execPath],
  "python.py": ["python3"],
  "typescript.ts": [process.execPath],
};

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

function run(command: string[], env: NodeJS.ProcessEnv): Promise<Run> {
  const [file = "", ...args] = command;
  return new Promise((resolve) => {
    execFile(file, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

// Recorder → stock Prism as validating proxy → mock: whatever one of them holds against a
// request or an answer comes out as a failure.
describe("every request that is sent keeps to the contract", () => {
  const cleanups: (() => Promise<unknown>)[] = [];
  let recorder: Awaited<ReturnType<typeof startRecorder>>;
  let folder: string;

  beforeAll(async () => {
    const mock = await startMock({ port: 0, log: "off" });
    cleanups.unshift(() => mock.close());
    const prism = await startPrismProxy(mock.url);
    cleanups.unshift(() => prism.close());
    recorder = await startRecorder(prism.url);
    cleanups.unshift(() => recorder.close());
    folder = await mkdtemp(join(tmpdir(), "case-comments-requests-"));
    cleanups.unshift(() => rm(folder, { recursive: true }));
  });
  afterAll(async () => {
    for (const cleanUp of cleanups) await cleanUp();
  });

  const lastRequest = () => {
    const request = recorder.requests.at(-1);
    if (!request) throw new Error("nothing was recorded");
    return request;
  };

  it.for(Object.entries(comments))("by the client: %s", async ([, comment]) => {
    const client = createClient({ apiKey: "a-key", baseUrl: recorder.url });
    const before = recorder.requests.length;
    const result = await client.addComment(aCase, comment);
    expect(result).toMatchObject({ ok: true, data: created.data });
    expect(recorder.requests.length).toBe(before + 1);
    expect(objection(lastRequest())).toBeUndefined();
    expect(lastRequest().headers["cv-api-key"]).toBe("a-key");
    const sent = JSON.parse(lastRequest().body.toString());
    const { attachments = [], ...fields } = comment;
    expect(sent.communication).toMatchObject(fields);
    expect(sent.communication.attachments?.length ?? 0).toBe(attachments.length);
    expect(sent.communication).not.toHaveProperty("undefined");
  });

  it("by the client: the bytes of a file arrive as they were, whatever they came from", async () => {
    const client = createClient({ apiKey: "a-key", baseUrl: recorder.url });
    await client.addComment(aCase, comments["attachments of every kind"] as never);
    const { attachments } = JSON.parse(lastRequest().body.toString()).communication;
    const text = "Hemoglobin 13.8 g/dL\n";
    expect(
      attachments.map(({ content }: { content: string }) => Buffer.from(content, "base64").toString()),
    ).toEqual([text, "", text, text, text]);
  });

  it("by the samples: there is a way to run each", async () => {
    expect((await readdir(samples)).sort()).toEqual(Object.keys(runs));
  });

  it.for(Object.entries(runs))("by the sample %s", async ([file, interpreter]) => {
    const env = { CASE_COMMENTS_BASE_URL: recorder.url, CV_API_KEY: "key-of-a-sample", CASE_ID: aCase };
    const { code, stdout, stderr } = await run([...interpreter, fileURLToPath(new URL(file, samples))], env);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain(created.data.commentId);
    expect(objection(lastRequest())).toBeUndefined();
    expect(lastRequest().headers["cv-api-key"]).toBe("key-of-a-sample");
    const { attachments } = JSON.parse(lastRequest().body.toString()).communication;
    expect(Buffer.from(attachments[0].content, "base64").toString()).toBe("Hemoglobin 13.8 g/dL\n");
  });

  it("by the terminal app", async () => {
    const file = join(folder, "scan: of today.pdf");
    await writeFile(file, "%PDF-1.4\n");
    const words = [
      "add",
      aCase,
      "--text",
      "Two words",
      "--restricted",
      "--author-email",
      "rosa@clinic.example",
    ];
    const more = ["--attach", `${file}:phi:restricted`, "--tag", "jonas@clinic.example", "--no-webhook"];
    const command = [process.execPath, cli, ...words, ...more, "--base-url", recorder.url, "--json"];
    const { code, stdout } = await run(command, { CV_API_KEY: "key-of-the-cli" });
    expect(JSON.parse(stdout)).toEqual({ ok: true, data: created.data });
    expect(code).toBe(0);
    expect(objection(lastRequest())).toBeUndefined();
    expect(lastRequest().headers["cv-api-key"]).toBe("key-of-the-cli");
    expect(JSON.parse(lastRequest().body.toString())).toEqual({
      action: "ADD_COMMUNICATION",
      communication: {
        text: "Two words",
        isRestricted: true,
        author: { email: "rosa@clinic.example" },
        webhookNotify: false,
        taggedUsers: [{ email: "jonas@clinic.example" }],
        attachments: [
          { fileName: "scan: of today.pdf", isPHI: true, isRestricted: true, content: "JVBERi0xLjQK" },
        ],
      },
    });
  });
});
