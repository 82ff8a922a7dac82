import { describe, expect, it } from "vitest";
import { baselineOf } from "./baseline.ts";
import { call } from "./fake-calls.ts";

const numbersOf = (...calls: ReturnType<typeof call>[]) => {
  const baseline = baselineOf(calls, calls);
  return calls.map((each) => baseline.groupOf(each)?.number);
};

describe("calls belong together", () => {
  it("when they send the same, in whatever order", () => {
    const [one, same] = [call({ text: "a", flag: true }), call({ flag: true, text: "a" })];
    const { groups } = baselineOf([one, same], [same, one]);
    expect(groups).toMatchObject([{ number: 1, times: 2, repeats: 2, operation: "addCaseComment" }]);
  });

  it("and not when text, key or number of fields differ", () => {
    expect(
      numbersOf(
        call({ text: "a" }),
        call({ text: "b" }),
        call({ text: "a" }, { key: "b" }),
        call({ text: "a", n: 1 }),
      ),
    ).toEqual([1, 2, 3, 4]);
  });
});

describe("what changes from run to run", () => {
  const first = [call({ text: "at 10:00", by: "x" }), call({ text: "fixed", by: "y" })];
  const second = [call({ text: "fixed", by: "y" }), call({ text: "at 10:05", by: "x" })];
  const baseline = baselineOf(first, second);

  it("doesn't tell calls apart", () => {
    expect(baseline.groups).toMatchObject([
      { number: 1, times: 1, repeats: 1 },
      { number: 2, times: 1, repeats: 1 },
    ]);
    expect(baseline.groupOf(call({ text: "at 11:11", by: "x" }))?.number).toBe(1);
  });

  it("leaves the rest of a call what it is", () => {
    expect(baseline.groupOf(call({ text: "fixed", by: "y" }))?.number).toBe(2);
    expect(baseline.groupOf(call({ text: "at 11:11", by: "z" }))).toBeUndefined();
    expect(baseline.groupOf(call({ text: "at 11:11", by: "x", more: 1 }))).toBeUndefined();
  });

  it("is counted where many calls do so", () => {
    const calls = (run: number) => [1, 2, 3].map((each) => call({ text: `${run} ${each}` }));
    expect(baselineOf(calls(1), calls(2)).groups).toMatchObject([{ times: 3, repeats: 1 }]);
  });
});

it("a call that one run alone has made stands for itself", () => {
  const [usual, rare] = [call({ text: "usual" }), call({ text: "rare", why: "sometimes" })];
  const { groups } = baselineOf([usual], [usual, rare]);
  expect(groups).toMatchObject([{ times: 1 }, { times: 1 }]);
});

it("a body may be as deep as it likes", () => {
  const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
  expect(baselineOf([call(deep)], [call(deep)]).groups).toHaveLength(1);
});
