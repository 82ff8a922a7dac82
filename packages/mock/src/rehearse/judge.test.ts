import { describe, expect, it } from "vitest";
import { baselineOf } from "./baseline.ts";
import { createCanaries } from "./canaries.ts";
import type { Ending } from "./command-run.ts";
import { call } from "./fake-calls.ts";
import { judgeCleanRun, judgeTrial } from "./judge.ts";
import type { ObservedCall } from "./observed-call.ts";
import type { RehearsedFault } from "./rehearsed-faults.ts";

const canaries = createCanaries();
const evidence = { canaries, contractTexts: new Set(["ADD_COMMUNICATION"]) };
const red: Ending = { code: 1 };
const green: Ending = { code: 0 };

interface Seen {
  clean?: ObservedCall[];
  fault?: RehearsedFault;
  calls: ObservedCall[];
  ending?: Ending;
  output?: string;
  redirected?: number[];
}

function judged({
  clean = [call("a")],
  fault = "503",
  calls,
  ending = red,
  output = "",
  redirected = [],
}: Seen) {
  const baseline = baselineOf(clean, clean);
  const order = { fault, from: 1, to: 1 };
  const plan = new Map(baseline.groups.map(({ number }) => [number, order]));
  const run = { calls, ending, output, redirected: new Set(redirected), ms: 1 };
  return judgeTrial(run, plan, baseline, evidence);
}

const faulted = (fault: RehearsedFault = "503", body = "a") => call(body, { fault });

describe("a duplicate", () => {
  const duplicate = { kind: "duplicate", group: 1, faults: ["503"], more: 1 };

  it("is a call more than without the fault", () => {
    expect(judged({ calls: [faulted(), call("a")], ending: green })).toEqual([duplicate]);
  });

  it("is a call more than usual, where the same is sent on purpose", () => {
    const clean = [call("a"), call("a")];
    expect(judged({ clean, calls: [faulted(), call("a")] })).toEqual([]);
    expect(judged({ clean, calls: [faulted(), call("a"), call("a")] })).toEqual([duplicate]);
  });

  it("is seen where calls differ in each run, by what repeats or by how many there are", () => {
    const baseline = baselineOf([call({ at: 1 }), call({ at: 2 })], [call({ at: 3 }), call({ at: 4 })]);
    const plan = new Map([[1, { fault: "503", from: 1, to: 1 } as const]]);
    const first = call({ at: 5 }, { fault: "503" });
    const kinds = (calls: ObservedCall[]) =>
      judgeTrial(
        { calls, ending: red, output: "", redirected: new Set(), ms: 1 },
        plan,
        baseline,
        evidence,
      ).map(({ kind }) => kind);
    expect(kinds([first, call({ at: 5 })])).toEqual(["duplicate"]);
    expect(kinds([first, call({ at: 6 }), call({ at: 7 })])).toEqual(["duplicate"]);
    expect(kinds([first, call({ at: 6 })])).toEqual([]);
  });

  it("is nothing that comes after a proven refusal, without a fault, or by a method that may be repeated", () => {
    expect(judged({ fault: "429", calls: [faulted("429"), call("a")], ending: green })).toEqual([]);
    expect(judged({ calls: [call("a"), call("a")] })).toEqual([]);
    const put = (fault?: RehearsedFault) => call("a", { method: "PUT", ...(fault && { fault }) });
    expect(judged({ clean: [put()], calls: [put("503"), put()], ending: green })).toEqual([]);
  });
});

describe("a leak", () => {
  it("is a canary in the output, of the one call that may have caused it or of any", () => {
    const output = `Error: ${canaries.key.value}`;
    const leak = { kind: "leak", leaked: "key", faults: ["503"] };
    expect(judged({ calls: [faulted()], output })).toEqual([{ ...leak, group: 1 }]);
    const clean = [call("a"), call("b")];
    expect(judged({ clean, calls: [faulted(), faulted("503", "b")], output })).toEqual([leak]);
    expect(
      judgeCleanRun({ calls: clean, ending: green, output, redirected: new Set(), ms: 1 }, evidence),
    ).toEqual([{ ...leak, faults: [] }]);
  });

  it("is a redirect that was followed", () => {
    const seen = { fault: "redirect", calls: [faulted("redirect")] } as const;
    expect(judged({ ...seen, calls: [...seen.calls], redirected: [1] })).toEqual([
      { kind: "leak", leaked: "call", group: 1, faults: ["redirect"] },
    ]);
  });

  it("is a question where other things that were sent are printed", () => {
    const sent = (text: string) => ({ action: "ADD_COMMUNICATION", text });
    const clean = [call(sent("Seen in room four."))];
    const calls = [call(sent("Seen in room four."), { fault: "503" })];
    const kinds = (output: string) => judged({ clean, calls, output }).map(({ kind }) => kind);
    expect(kinds("expected Seen in\nroom four.")).toEqual(["valuePrinted"]);
    expect(kinds("action: ADD_COMMUNICATION")).toEqual([]);
  });
});

describe("the end", () => {
  it.for<[string, Ending, string[]]>([
    ["after being stopped", { stopped: true }, ["hang"]],
    ["by a signal", { signal: "SIGSEGV" }, ["crash"]],
    ["by a signal that a shell told", { code: 134 }, ["crash"]],
    ["with failing tests", { code: 1 }, []],
    ["with many failing tests", { code: 120 }, []],
  ])("%s", ([, ending, kinds]) => {
    expect(judged({ calls: [faulted()], ending }).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe("passing tests", () => {
  it("are a question where a call failed and nothing made up for it", () => {
    expect(judged({ calls: [faulted()], ending: green }).map(({ kind }) => kind)).toEqual(["unnoticed"]);
    const refused = { fault: "429", ending: green } as const;
    expect(judged({ ...refused, calls: [faulted("429")] }).map(({ kind }) => kind)).toEqual(["mayBeLost"]);
    expect(judged({ ...refused, calls: [faulted("429"), call("a")] })).toEqual([]);
  });
});
