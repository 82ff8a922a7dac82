import { afterAll, beforeAll, expect, it } from "vitest";
import type { ContractCopy } from "../../openapi/testing/contract-copy.ts";
import { type BuiltContract, buildContract } from "../changed-contract/build-contract.ts";
import { copyContractWithThreeOperations } from "./copy-contract.ts";

let copy: ContractCopy;
let built: BuiltContract;
beforeAll(async () => {
  copy = await copyContractWithThreeOperations();
  built = await buildContract(copy);
});
afterAll(() => copy?.remove());

it("a contract with three operations keeps to every lint rule", async () => {
  expect(await copy.lint()).toEqual([]);
});

it("a rule of a query parameter without a failure is found", async () => {
  await using changed = await copyContractWithThreeOperations();
  await changed.edit("components/parameters/cursor.yaml", (text) =>
    text.replace("format: uuid", "format: uuid\n  maxLength: 36"),
  );
  expect((await changed.lint()).map(({ message }) => message)).toEqual([
    "No failure has a trigger for breaking `maxLength` at `/cursor` of the query.",
  ]);
});

it("its operations have failures of their own", () => {
  const kinds = built.contract.operations.map(({ operation, failures }) => [
    operation,
    failures.map(({ kind }) => kind),
  ]);
  const inPath = ["unknownApiKey", "permissionDenied", "caseNotFound"];
  expect(kinds.slice(1)).toEqual([
    [
      "listCaseComments",
      ["missingApiKey", "invalidLimit", "invalidOrder", "invalidCursor", "invalidCaseId", ...inPath],
    ],
    [
      "deleteCaseComment",
      ["missingApiKey", "invalidCaseId", "invalidCommentId", ...inPath, "commentNotFound"],
    ],
  ]);
  expect(kinds[0]?.[1]).not.toContain("invalidLimit");
});

it("and documented responses with and without a body", () => {
  const { checkResponse, operation } = built.contract;
  const [page] = operation("listCaseComments").responseExamples;
  expect(checkResponse("listCaseComments", 200, page?.body)).toEqual({ ok: true });
  expect(checkResponse("listCaseComments", 200, { comments: [{}] })).toMatchObject({ ok: false });
  expect(checkResponse("listCaseComments", 413, page?.body)).toMatchObject({ ok: false });
  expect(checkResponse("deleteCaseComment", 204, undefined)).toEqual({ ok: true });
  expect(checkResponse("deleteCaseComment", 204, {})).toMatchObject({ ok: false });
});
