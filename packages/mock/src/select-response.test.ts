import { contract, type ResponseExample } from "@case-comments/contract";
import { describe, expect, it } from "vitest";
import type { Preference } from "./prefer.ts";
import { responseSelection } from "./select-response.ts";

const operation = "addCaseComment";
const selectResponse = responseSelection(contract);
const example = (name: string) =>
  contract.operation(operation).responseExamples.find((each) => each.name === name);
const chosen = (expected: ResponseExample | undefined, preference: Preference) => {
  const { operation: _, ...selector } = selectResponse(operation, expected, preference);
  return JSON.parse(JSON.stringify({ ...selector, dynamic: selector.dynamic || undefined }));
};
const success = { code: 200, example: "commentCreated" };

describe("the response to a valid request", () => {
  it.for<[Preference, object]>([
    [{}, success],
    [{ code: 200 }, success],
    [{ code: 400 }, { code: 400, example: "missingApiKey" }],
    [{ code: 404 }, { code: 404, example: "caseNotFound" }],
    [
      { code: 400, example: "invalidAction" },
      { code: 400, example: "invalidAction" },
    ],
    [{ example: "caseNotFound" }, { code: 404, example: "caseNotFound" }],
    [{ example: "no such example" }, { example: "no such example" }],
    [{ code: 418 }, { code: 418 }],
    [{ dynamic: true }, { dynamic: true }],
    [
      { dynamic: true, seed: "s" },
      { dynamic: true, seed: "s" },
    ],
    [{ dynamic: false, seed: "s" }, success],
    [
      { code: 404, dynamic: true },
      { code: 404, dynamic: true },
    ],
  ])("with %j", ([preference, selector]) => {
    expect(chosen(undefined, preference)).toEqual(selector);
  });
});

describe("the response to a request that provokes a failure", () => {
  const expected = { code: 400, example: "missingRequiredField" };

  it.for<[Preference, object]>([
    [{}, expected],
    [{ code: 200 }, expected],
    [{ example: "commentCreated" }, expected],
    [{ dynamic: true }, expected],
    [{ code: 400 }, expected],
    [
      { code: 400, example: "invalidAction" },
      { code: 400, example: "invalidAction" },
    ],
    [{ example: "invalidAction" }, { code: 400, example: "invalidAction" }],
    [{ code: 404 }, { code: 404, example: "caseNotFound" }],
    [{ example: "caseNotFound" }, { code: 404, example: "caseNotFound" }],
    [
      { code: 400, dynamic: true },
      { code: 400, dynamic: true },
    ],
    [{ example: "no such example" }, expected],
  ])("with %j", ([preference, selector]) => {
    expect(chosen(example("missingRequiredField"), preference)).toEqual(selector);
  });
});
