import { type Answer, contract } from "@case-comments/contract";
import { describe, expect, it } from "vitest";
import { answerChoice } from "./choose-answer.ts";
import type { Preference } from "./prefer.ts";

const operation = "addCaseComment";
const chooseAnswer = answerChoice(contract);
const answers = contract.examples.flatMap((example) => example.answers);
const answer = (name: string) => answers.find((each) => each.name === name);
const chosen = (deserved: Answer | undefined, preference: Preference) => {
  const { operation: _, ...wanted } = chooseAnswer(operation, deserved, preference);
  return JSON.parse(JSON.stringify({ ...wanted, dynamic: wanted.dynamic || undefined }));
};
const success = { code: 200, example: "commentCreated" };

describe("the choice of an answer to a valid request", () => {
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
  ])("with %j", ([preference, wanted]) => {
    expect(chosen(undefined, preference)).toEqual(wanted);
  });
});

describe("the choice of an answer to a request that deserves a refusal", () => {
  const due = { code: 400, example: "missingRequiredField" };

  it.for<[Preference, object]>([
    [{}, due],
    [{ code: 200 }, due],
    [{ example: "commentCreated" }, due],
    [{ dynamic: true }, due],
    [{ code: 400 }, due],
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
    [{ example: "no such example" }, due],
  ])("with %j", ([preference, wanted]) => {
    expect(chosen(answer("missingRequiredField"), preference)).toEqual(wanted);
  });
});
