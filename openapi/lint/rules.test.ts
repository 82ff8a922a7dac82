import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { copyContract } from "../testing/contract-copy.ts";
import type { Problem } from "../testing/redocly-runs.ts";

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

const communication = "components/schemas/Communication.yaml";

/** Properties that some part of the project would not follow, by what the rule says of them. */
const unfollowed: [name: string, schema: string, message: string][] = [
  ["a", "type: string, format: isbn", "openapi/formats.ts has no check for `format: isbn`."],
  ["b", "type: string, format: date_time", "openapi/formats.ts has no check for `format: date_time`."],
  [
    "c",
    "type: string, contentEncoding: base64url",
    "openapi/formats.ts has no check for `contentEncoding: base64url`.",
  ],
  [
    "d",
    "type: string, format: uuid, contentEncoding: base64",
    "A text in a request has a `format` or a `contentEncoding`, not both.",
  ],
  ["e", "not: { type: string }", "A request can't use the keyword `not`: nothing would check it."],
  [
    "f",
    "type: array, uniqueItems: true, items: { type: string }",
    "A request can't use the keyword `uniqueItems`: nothing would check it.",
  ],
  ["g", "title: G", "A schema of a request must have a type."],
  ["h", "type: object", "An object in a request must have properties: nothing else of it would be sent."],
  ["i", "type: array", "A list in a request must say what its items are."],
  ["j", "type: boolean, maxLength: 2", "`maxLength` needs the type string."],
  ["k", "type: string, minimum: 2", "`minimum` needs the type number or integer."],
  ["l", "const: { m: 1 }", "A request's `const` must be a text, a number, a truth value or null."],
  ["m", "enum: [{ m: 1 }]", "A request's `enum` must hold texts, numbers, truth values or null."],
  ["n", "type: string, default: 7", "The `default` breaks the schema that it stands in."],
  ["o", "type: string, enum: [p], default: q", "The `default` breaks the schema that it stands in."],
  ["p", "type: string, minLength: 3, maxLength: 2", "No value has both `minLength` 3 and `maxLength` 2."],
  [
    "q",
    "type: object, required: [r, r], properties: { r: { type: string, description: R. } }",
    "`required` names a property twice.",
  ],
  ['"r s"', "type: string", "A property of a request can't be called `r s`."],
  ['"*"', "type: string", "A property of a request can't be called `*`."],
  ["__proto__", "type: string", "A property of a request can't be called `__proto__`."],
];
const property = ([name, schema]: (typeof unfollowed)[number]) =>
  `  ${name}: { ${schema}, description: One more. }\n`;

// The more is linted at once, the fewer runs of redocly it takes.
vi.setConfig({ maxConcurrency: 100 });

describe("the lint rules", { concurrent: true }, () => {
  it("accept the contract as it is", async () => {
    await using copy = await copyContract();
    expect(await copy.lint()).toEqual([]);
  });

  it("stop the build, at its first command", async () => {
    const { scripts } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
    const [, ...command] = scripts.build.split(" && ")[0].split(" ");
    const redocly = fileURLToPath(import.meta.resolve("@redocly/cli/bin/cli.js"));
    await using copy = await copyContract();
    const lint = () => promisify(execFile)(process.execPath, [redocly, ...command], { cwd: copy.folder });
    await lint();
    await copy.edit(missingText, (text) => text.replace("/text", "/txt"));
    await expect(lint()).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining("No request can pull"),
    });
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
      "request-is-checkable",
      path,
      "an example of a request",
      (text) => text.replace(/ {8}examples:\n( {10}.*\n)+/, ""),
      /no example/,
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
      "rule/failure-has-cure",
      notFound,
      "a cure",
      (text) => text.replace(/x-cure:.*\n/, ""),
      /needs an `x-cure`/,
    ],
    [
      "rule/server-has-environment",
      "openapi.yaml",
      "a name",
      (text) => text.replace(/ {4}x-environment: staging\n/, ""),
      /x-environment/,
    ],
    [
      "rule/limit-is-not-denied",
      "components/schemas/Communication.yaml",
      "a description that has heard of the limit",
      (text) => text.replace("    type: string\n", "$&    maxLength: 1000\n"),
      /there is no length limit/,
    ],
    [
      "rule/default-is-not-denied",
      "components/schemas/Attachment.yaml",
      "a description that has heard of the default",
      (text) => text.replace("    type: boolean\n", "$&    default: false\n"),
      /there is no default/,
    ],
  ])("%s reports %s without %s", async ([rule, file, , change, message]) => {
    const problems = await lintWith(file, change);
    const found = problems.find(({ ruleId }) => [rule, `case-comments/${rule}`].includes(ruleId));
    expect(found?.message).toMatch(message);
    expect(found?.location[0]?.source.ref).toMatch(/\.yaml$/);
  });

  it("report what would not be followed in a request where it stands, and nothing else for it", async () => {
    const problems = await lintWith(communication, (text) => text + unfollowed.map(property).join(""));
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`).toSorted()).toEqual(
      unfollowed.map(([, , message]) => `case-comments/request-is-checkable: ${message}`).toSorted(),
    );
    expect(new Set(problems.map(({ location }) => location[0]?.source.ref))).toEqual(
      new Set([communication]),
    );
  });

  it.for([
    ["a schema that holds itself", "$ref: Communication.yaml", /can't hold itself/],
    [
      "a rule beside a reference",
      "$ref: Author.yaml\n    required: [firstName]",
      /`required` can't stand beside/,
    ],
    ["a regular expression that is none", "type: string\n    pattern: '['", /no regular expression/],
    ["a name that every object has", "x: 1\n  toString:\n    type: string", /can't be called `toString`/],
  ] as const)("report %s", async ([, schema, message]) => {
    const problems = await lintWith(communication, (text) => `${text}  more:\n    ${schema}\n`);
    const found = problems.filter(({ ruleId }) => ruleId === "case-comments/request-is-checkable");
    expect(found.map((problem) => problem.message).join("\n")).toMatch(message);
    expect(problems.map(({ ruleId }) => ruleId)).not.toContain("case-comments/failure-has-trigger");
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
