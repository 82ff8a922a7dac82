import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { copyContract } from "../../openapi/testing/contract-copy.ts";
import { buildContract } from "../changed-contract/build-contract.ts";
import { codeIn, readProse } from "./markdown.ts";

it("the failure that CONTRIBUTING.md adds to the contract is accepted, and provoked", async () => {
  const text = await readProse("CONTRIBUTING.md");
  const [example = "", reference = ""] = codeIn(text, "yaml");
  const [, file = ""] = /`openapi\/(components\/examples\/.*)`/.exec(text) ?? [];
  const [, response = ""] = /`openapi\/(components\/responses\/.*)`/.exec(text) ?? [];
  await using copy = await copyContract();
  await writeFile(join(copy.folder, file), example);
  const indented = reference.replaceAll(/^(?=.)/gm, "      ");
  await copy.edit(response, (text) => `${text}${indented}`);
  expect(await copy.lint()).toEqual([]);

  const { contract } = await buildContract(copy);
  const { failures, reservedValues, requestExamples } = contract.operation("addCaseComment");
  const added = failures.find(({ kind }) => kind === "caseClosed");
  const reserved = reservedValues.find(({ failure }) => failure === added?.kind);
  const provoked = contract.checkRequest({
    operation: "addCaseComment",
    path: { caseId: reserved?.value ?? "" },
    headers: { "cv-api-key": "a key", "content-type": "application/json" },
    body: { json: requestExamples[0]?.body },
  });
  expect(provoked?.response).toMatchObject({ name: "caseClosed", status: 403 });
  expect(contract.checkResponse("addCaseComment", 403, provoked?.response.body)).toEqual({
    ok: true,
    name: "caseClosed",
  });
});
