import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@case-comments/client";
import { contract } from "@case-comments/contract";
import { startMock } from "@case-comments/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { created } from "../facts/facts.ts";
import { codeSamples, isLeftOut, labReport, run, runSample } from "./code-samples.ts";
import { comments } from "./comments.ts";
import { startPrismProxy } from "./prism-proxy.ts";
import { objection, type Recorded, startRecorder } from "./recorder.ts";
import { aCase } from "./request-cases.ts";

const cli = fileURLToPath(new URL("../../apps/cli/bin/case-comments.js", import.meta.url));
const samples = await codeSamples(new URL("../../openapi/code-samples/", import.meta.url), contract);

const answered = ({ answer }: Recorded): typeof created => JSON.parse(answer.toString());

// Recorder → stock Prism as validating proxy → mock: whatever one of them holds against a
// request or a response comes out as a failure.
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
    expect(result).toMatchObject({ ok: true, data: answered(lastRequest()).data });
    expect(recorder.requests.length).toBe(before + 1);
    expect(objection(lastRequest(), contract)).toBeUndefined();
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

  it.for(samples)("by the sample $name", async (sample, { skip }) => {
    skip(isLeftOut(sample));
    const { stdout, request } = await runSample(sample, contract, recorder);
    if (sample.operation !== "addCaseComment") return;
    expect(stdout).toContain(answered(request).data.commentId);
    const { attachments } = JSON.parse(request.body.toString()).communication;
    expect(attachments[0].content).toBe(labReport.toString("base64"));
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
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, data: answered(lastRequest()).data });
    expect(code).toBe(0);
    expect(objection(lastRequest(), contract)).toBeUndefined();
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
