import { describe, expect, it } from "vitest";
import { copyContract, type Problem } from "../testing/contract-copy.ts";

/** Lints a copy of the contract in which one file was changed. */
async function lintWith(file: string, change: (text: string) => string): Promise<Problem[]> {
  await using copy = await copyContract();
  await copy.edit(file, change);
  return await copy.lint();
}

const badRequest = "components/responses/BadRequest.yaml";
const notFound = "components/examples/case-not-found.yaml";
const missingText = "components/examples/missing-required-field.yaml";
const path = "paths/cases_{caseId}.yaml";

describe("the lint rules", { concurrent: true }, () => {
  it("accept the contract as it is", async () => {
    await using copy = await copyContract();
    expect(await copy.lint()).toEqual([]);
  });

  it.for<[rule: string, file: string, what: string, (text: string) => string, message: RegExp]>([
    [
      "failure-has-trigger",
      notFound,
      "x-failure",
      (text) => text.replace(/x-failure.*\n/, ""),
      /no x-failure/,
    ],
    [
      "failure-has-trigger",
      notFound,
      "x-trigger",
      (text) => text.replace(/x-trigger:\n.*\n/, ""),
      /no x-trigger/,
    ],
    [
      "failure-has-trigger",
      missingText,
      "a reachable pointer",
      (text) => text.replace("/text", "/txt"),
      /No request can pull/,
    ],
    [
      "failure-has-trigger",
      missingText,
      "an own trigger",
      (text) => text.replace("/text", "/author"),
      /earlier failure/,
    ],
    [
      "failure-has-trigger",
      "components/schemas/Author.yaml",
      "a failure for each rule",
      (text) => `${text}    pattern: ^[A-Z]\n`,
      /`pattern` at `\/communication\/author\/lastName`/,
    ],
    [
      "failure-has-trigger",
      "components/schemas/Author.yaml",
      "a keyword that a trigger can name",
      (text) => `${text}oneOf: []\n`,
      /keyword oneOf/,
    ],
    [
      "failure-has-trigger",
      "components/responses/NotFound.yaml",
      "examples",
      (text) => text.replace(/ {4}examples:[\s\S]*/, ""),
      /no example/,
    ],
    [
      "failure-has-trigger",
      path,
      "the key that a failure speaks of",
      (text) => text.replace("post:\n", "post:\n  security: []\n"),
      /No request can pull the trigger .*cv-api-key/,
    ],
    [
      "example-repeats-status",
      notFound,
      "the response's status",
      (text) => text.replace("404\n", "403\n"),
      /says status 403/,
    ],
    [
      "example-is-base64",
      "components/examples/comment-with-attachments.yaml",
      "padding",
      (text) => text.replace("Lgo=", "Lgo"),
      /base64/,
    ],
    [
      "example-is-base64",
      "components/schemas/Attachment.yaml",
      "the alphabet",
      (text) => text.replace("JVBE", "JV_E"),
      /base64/,
    ],
    [
      "operation-has-code-samples",
      path,
      "a Python sample",
      (text) => text.replace("label: Python", "label: Perl"),
      /Python/,
    ],
    [
      "property-has-description",
      "components/schemas/TaggedUser.yaml",
      "a description",
      (text) => text.replace(/ {4}description: The assignee's first.*\n/, ""),
      /firstName/,
    ],
    [
      "rule/provenance-is-a-sentence",
      "components/examples/missing-api-key.yaml",
      "a reason",
      (text) => text.replace(/inferred: .*"/, 'inferred"'),
      /x-provenance/,
    ],
    [
      "rule/server-has-environment",
      "openapi.yaml",
      "a name",
      (text) => text.replace(/ {4}x-environment: staging\n/, ""),
      /x-environment/,
    ],
  ])("%s reports %s without %s", async ([rule, file, , change, message]) => {
    const problems = await lintWith(file, change);
    const found = problems.find(({ ruleId }) => [rule, `case-comments/${rule}`].includes(ruleId));
    expect(found?.message).toMatch(message);
    expect(found?.location[0]?.source.ref).toMatch(/\.yaml$/);
  });

  it("reports a broken example with its file and line", async () => {
    const problems = await lintWith("components/examples/comment-created.yaml", (text) =>
      text.replace("200", '"200"'),
    );
    expect(problems[0]?.location[0]).toMatchObject({
      source: { ref: "components/examples/comment-created.yaml" },
      start: { line: 4 },
    });
  });

  it("is strict about what every contract should have", async () => {
    const problems = await lintWith(badRequest, (text) =>
      text.replace("schemas/ErrorResponse", "schemas/Nothing"),
    );
    expect(problems.map(({ ruleId }) => ruleId)).toContain("no-unresolved-refs");
  });
});
