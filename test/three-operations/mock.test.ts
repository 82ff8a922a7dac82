import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ContractCopy } from "../../openapi/testing/contract-copy.ts";
import { type BuiltContract, buildContract } from "../changed-contract/build-contract.ts";
import { startMock } from "../changed-contract/start-mock.ts";
import { withoutOwnValues } from "../contract/own-values.ts";
import { send, usualKey } from "../contract/send.ts";
import { copyContractWithThreeOperations } from "./copy-contract.ts";
import { requestCases } from "./request-cases.ts";

let copy: ContractCopy;
let built: BuiltContract;
let mock: Awaited<ReturnType<typeof startMock>>;
beforeAll(async () => {
  copy = await copyContractWithThreeOperations();
  built = await buildContract(copy);
  mock = await startMock(built);
});
afterAll(async () => {
  await mock?.close();
  await copy?.remove();
});

describe.each(Object.entries(requestCases))("a mock of three operations, asked to %s", (operation, cases) => {
  const responses = () => built.contract.operation(operation).responseExamples;

  it("is asked for every response there is", () => {
    const expected = new Set(cases.map(({ expected }) => expected));
    expected.delete("204");
    expect(expected).toEqual(new Set(responses().map(({ name }) => name)));
  });

  it.for(cases)("answers $title with $expected", async ({ expected, ...request }) => {
    const { status, body } = await send(mock.url, built.contract.operation(operation), request);
    const documented = responses().find(({ name }) => name === expected) ?? { status: 204, body: undefined };
    expect({ status, body: withoutOwnValues(body) }).toStrictEqual({
      status: documented.status,
      body: withoutOwnValues(documented.body),
    });
    expect(mock.exchanges.at(-1)?.response).toBe(expected);
  });
});

describe("a mock of three operations", () => {
  const comments = "/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11/comments";

  it.for<[method: string, path: string, allow: string]>([
    ["POST", comments, "GET, HEAD, OPTIONS"],
    ["GET", `${comments}/e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b`, "DELETE, OPTIONS"],
  ])("says what it takes where %s is not allowed", async ([method, path, allow]) => {
    const response = await fetch(mock.url + path, { method, headers: usualKey });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe(allow);
    const options = await fetch(mock.url + path, { method: "OPTIONS" });
    expect(options.status).toBe(204);
    expect(options.headers.get("allow")).toBe(allow);
  });

  it("answers HEAD as GET, without the body", async () => {
    const response = await fetch(mock.url + comments, { method: "HEAD", headers: usualKey });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(2);
    expect(await response.text()).toBe("");
  });

  it("tells which query parameter breaks which rule, and not by what", async () => {
    await fetch(`${mock.url}${comments}?limit=4711&order=planted`, { headers: usualKey });
    const { expected, hint } = mock.exchanges.at(-1) ?? {};
    // Of what stands outside the body, the first is told alone.
    expect(expected?.violations).toEqual([{ in: "query", pointer: "/limit", rule: "maximum" }]);
    expect(hint).toBe("maximum at query /limit");
  });

  it("gives any documented response by its name", async () => {
    for (const { operation, method, path, responseExamples } of built.contract.operations) {
      for (const { name, status, body } of responseExamples) {
        const valid = requestCases[operation]?.[0] ?? validComment();
        const headers = { prefer: `code=${status}, example=${name}` };
        const received = await send(mock.url, { method, path }, { ...valid, headers });
        expect(received).toMatchObject({ status, body });
      }
    }
  });
});

const validComment = () => ({
  body: built.contract.operation("addCaseComment").requestExamples[0]?.body,
});
