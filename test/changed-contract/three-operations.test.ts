import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ContractCopy } from "../../openapi/testing/contract-copy.ts";
import { type BuiltContract, buildContract } from "./build-contract.ts";
import { copyWithThreeOperations } from "./three-operations.ts";

let copy: ContractCopy;
let built: BuiltContract;
beforeAll(async () => {
  copy = await copyWithThreeOperations();
  built = await buildContract(copy);
});
afterAll(() => copy?.remove());

describe("a contract with three operations", () => {
  it("keeps to every lint rule", async () => {
    expect(await copy.lint()).toEqual([]);
  });

  it("tells the failures of each operation apart", () => {
    const kinds = Object.fromEntries(
      built.contract.operations.map(({ operation, failures }) => [
        operation,
        failures.map(({ kind }) => kind),
      ]),
    );
    expect(kinds).toMatchObject({
      listCaseComments: [
        "missingApiKey",
        "invalidLimit",
        "invalidOrder",
        "invalidCursor",
        "invalidCaseId",
        "unknownApiKey",
        "permissionDenied",
        "caseNotFound",
      ],
      deleteCaseComment: [
        "missingApiKey",
        "invalidCaseId",
        "invalidCommentId",
        "unknownApiKey",
        "permissionDenied",
        "caseNotFound",
        "commentNotFound",
      ],
    });
    expect(kinds.addCaseComment).not.toContain("commentNotFound");
  });
});
