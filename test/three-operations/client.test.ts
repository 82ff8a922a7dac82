import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ContractCopy } from "../../openapi/testing/contract-copy.ts";
import { type BuiltContract, buildContract } from "../changed-contract/build-contract.ts";
import {
  type GeneratedModules,
  generateClient,
  installClient,
  typeErrors,
} from "../changed-contract/generated-client.ts";
import { startMock } from "../changed-contract/start-mock.ts";
import { codeSamples, isLeftOut, runSample } from "../contract/code-samples.ts";
import { startPrismProxy } from "../contract/prism-proxy.ts";
import { objection, startRecorder } from "../contract/recorder.ts";
import { aCase } from "../contract/request-cases.ts";
import { copyContractWithThreeOperations } from "./copy-contract.ts";

const aComment = "e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b";
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Recorder → stock Prism as validating proxy → mock: whatever one of them holds against a
// request or a response comes out as a failure.
describe("the client of a contract with three operations", () => {
  const cleanups: (() => Promise<unknown>)[] = [];
  let copy: ContractCopy;
  let built: BuiltContract;
  let generated: GeneratedModules;
  let mock: Awaited<ReturnType<typeof startMock>>;
  let recorder: Awaited<ReturnType<typeof startRecorder>>;
  let calls: Record<"listComments" | "deleteComment", (...given: unknown[]) => Promise<unknown>>;

  beforeAll(async () => {
    copy = await copyContractWithThreeOperations();
    cleanups.unshift(() => copy.remove());
    built = await buildContract(copy);
    generated = await generateClient(built);
    await installClient(copy.folder, generated);
    await cp(here("programs/raw-calls.ts"), join(copy.folder, "raw-calls.ts"));
    calls = await import(/* @vite-ignore */ pathToFileURL(join(copy.folder, "raw-calls.ts")).href);
    mock = await startMock(built);
    cleanups.unshift(() => mock.close());
    const prism = await startPrismProxy(mock.url, built.bundle);
    cleanups.unshift(() => prism.close());
    recorder = await startRecorder(prism.url);
    cleanups.unshift(() => recorder.close());
  });
  afterAll(async () => {
    for (const cleanUp of cleanups) await cleanUp();
  });

  const server = () => ({ apiKey: "a-key", baseUrl: recorder.url });
  // Prism's proxy would refuse by itself what the mock is to refuse.
  const direct = () => ({ apiKey: "a-key", baseUrl: mock.url });
  const samples = () => codeSamples(pathToFileURL(`${copy.folder}/code-samples/`), built.contract);

  it("has the types of all three", async () => {
    const files = [
      here("programs/raw-calls.ts"),
      here("programs/must-not-compile.ts"),
      ...(await samples()).map(({ file }) => file).filter((file) => file.endsWith(".ts")),
    ];
    const sources = await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")]));
    expect(typeErrors(generated, Object.fromEntries(sources))).toEqual([]);
  });

  const lastObjection = () => {
    const request = recorder.requests.at(-1);
    return request ? objection(request, built.contract) : "nothing was recorded";
  };

  it("gets a page", async () => {
    const page = await calls.listComments(server(), aCase, 50);
    expect(page).toEqual({
      texts: ["The lab results arrived."],
      next: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(recorder.requests.at(-1)).toMatchObject({
      method: "GET",
      url: `/api/v1/cases/${aCase}/comments?limit=50&order=oldest`,
      body: Buffer.alloc(0),
    });
    expect(lastObjection()).toBeUndefined();
  });

  it("tells documented failures apart", async () => {
    const noCase = "00000000-0000-4000-8000-000000000404";
    const noComment = "00000000-0000-4000-8000-000000c0e404";
    expect(await calls.listComments(server(), noCase)).toEqual({
      missing: 404,
      error: "No Case found for provided details!",
    });
    expect(await calls.listComments(direct(), aCase, 101)).toEqual({
      refused: 400,
      error: "Limit must be a number from 1 to 100",
    });
    expect(await calls.deleteComment(server(), aCase, noComment)).toEqual({
      status: 404,
      error: "No comment found for provided details!",
    });
  });

  it("deletes a comment, and sends no body for that", async () => {
    expect(await calls.deleteComment(server(), aCase, aComment)).toEqual({ status: 204 });
    const { method, headers, body } = recorder.requests.at(-1) ?? {};
    expect({ method, length: body?.length, type: headers?.["content-type"] }).toEqual({
      method: "DELETE",
      length: 0,
      type: undefined,
    });
    expect(lastObjection()).toBeUndefined();
  });

  it("is what the code samples call, and each calls its own operation", async () => {
    const all = await samples();
    expect(new Set(all.map(({ operation }) => operation)).size).toBe(3);
    for (const sample of all) {
      if (!isLeftOut(sample)) await runSample(sample, built.contract, recorder);
    }
  });
});
