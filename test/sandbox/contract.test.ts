import { checkResponse } from "@case-comments/contract";
import { type Sandbox, startSandbox } from "@case-comments/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPrismProxy } from "../contract/prism-proxy.ts";
import { requestCases } from "../contract/request-cases.ts";
import { send } from "../contract/send.ts";
import { operations } from "../facts/facts.ts";

const { addCaseComment } = operations;
const cases = requestCases.addCaseComment ?? [];
const usualKey = { "cv-api-key": "test_of-the-contract" };

let sandbox: Sandbox;
let proxy: Awaited<ReturnType<typeof startPrismProxy>>;
beforeAll(async () => {
  sandbox = await startSandbox();
  proxy = await startPrismProxy(sandbox.url);
});
afterAll(async () => {
  await proxy?.close();
  await sandbox?.close();
});

describe("the sandbox", () => {
  it.for(cases)("answers $title with $expected", async ({ expected, headers, ...request }) => {
    const { status, body } = await send(sandbox.url, addCaseComment, {
      ...request,
      headers: { ...usualKey, ...headers },
    });
    expect(checkResponse("addCaseComment", status, body)).toMatchObject({ ok: true });
    const failure = addCaseComment.failures.find(([name]) => name === expected);
    if (failure) expect([status, (body as { error: string }).error]).toEqual([failure[2], failure[3]]);
    else expect(status).toBe(200);
  });

  // Prism refuses by itself what breaks a rule of the contract, so these are what only the sandbox decides.
  const decided = ["commentCreated", "unknownApiKey", "permissionDenied", "caseNotFound"];
  it.for(cases.filter(({ expected }) => decided.includes(expected)))(
    "answers as documented, says Prism: $title",
    async ({ headers, ...request }) => {
      const sent = { ...request, headers: { ...usualKey, ...headers } };
      const direct = await send(sandbox.url, addCaseComment, sent);
      const { status, body } = await send(proxy.url, addCaseComment, sent);
      expect(status).toBe(direct.status);
      expect(checkResponse("addCaseComment", status, body)).toMatchObject({ ok: true });
    },
  );
});
