import { describe, expect, it } from "vitest";
import { foreignSecret, forgeriesFor } from "../forgeries.ts";
import type { Answer, Tried } from "../trial.ts";
import { findingsIn } from "./finding.ts";

const answered = (status: number, ms = 1): Answer => ({ status, ms });
const found = (...tried: Tried[]) =>
  findingsIn({ tried, timeLimit: 10_000, count: "followed" }).map(({ kind }) => kind);
const form = (answer: Answer, more: Partial<Tried> = {}): Tried => ({
  group: "form",
  name: "a",
  answer,
  ...more,
});
const forged = (answer: Answer, more: Partial<Tried> = {}): Tried => ({
  ...form(answer, more),
  group: "forged",
});

describe("what is found", () => {
  it.each<[string, string[], ...Tried[]]>([
    ["a comment that is accepted and kept", [], form(answered(202), { isKept: true })],
    ["a comment that is accepted and lost", ["lost"], form(answered(204), { isKept: false })],
    ["a redirect of a comment", ["refused"], form(answered(302))],
    ["a late answer", ["nearLimit"], form(answered(200, 6_000))],
    ["no answer", ["slow"], form({ problem: "timeout" })],
    ["a connection that breaks", ["refused"], form({ problem: "broken" })],
    ["the end of the receiver", ["dies"], form({ problem: "died" })],
    ["what was not tried", [], form({ problem: "untried" }), forged({ problem: "untried" })],
    ["a comment kept again", ["twice"], { ...form(answered(204), { more: 1 }), group: "again" }],
    ["a forged event that is refused", [], forged(answered(401), { isKept: false })],
    ["a forged event that is accepted", ["forged"], forged(answered(200))],
    ["a forged event that is kept", ["forged"], forged(answered(401), { isKept: true })],
    ["a forged event that is answered", ["answersForged"], forged(answered(200), { isKept: false })],
    ["a forged event that throws", ["fails"], forged(answered(500))],
    ["a print that alone is refused", ["reparsed"], print(204), print(401)],
    ["every print refused", ["refused"], print(401), print(401)],
    ["what is signed when printed again", ["reparsed"], { ...forged(answered(200)), group: "reprinted" }],
    [
      "the same, where everything is accepted",
      ["forged"],
      { ...forged(answered(200)), group: "reprinted" },
      forged(answered(200), { name: foreignSecret }),
    ],
    ["a part of a comment", [], { ...forged({ problem: "broken" }), group: "cutOff" }],
  ])("%s: %j", (_, kinds, ...tried) => {
    expect(found(...tried)).toEqual(kinds);
  });

  function print(status: number): Tried {
    return { ...form(answered(status)), group: "print" };
  }

  it("tells many places as a number, and all of them as JSON", () => {
    const tried = forgeriesFor({ secret: "s", caseId: "c" }).map(({ name }) =>
      forged(answered(200), { name }),
    );
    const [finding] = findingsIn({ tried, timeLimit: 1, count: "none" });
    expect(finding?.sent).toEqual(tried.map(({ name }) => name));
    expect(finding?.place).toMatch(new RegExp(`; and ${tried.length - 5} more$`));
  });
});
