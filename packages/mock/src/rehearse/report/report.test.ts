import { junitReport, markdownReport, textReport } from "@case-comments/contract-server/report";
import { describe, expect, it } from "vitest";
import type { Rehearsal } from "../rehearse.ts";
import { checkReportOf } from "./check-report.ts";
import { reportOf } from "./report.ts";

const group = (number: number) => ({
  number,
  operation: "addCaseComment",
  method: "POST",
  times: 1,
  repeats: 1,
});

const quiet: Rehearsal = {
  runs: 4,
  faults: ["503", "stall"],
  groups: [group(1), group(2)],
  observations: [],
  notReached: [],
  unsentCanaries: [],
};
const loud: Rehearsal = {
  ...quiet,
  observations: [
    { kind: "unnoticed", group: 2, faults: ["stall"] },
    { kind: "leak", leaked: "text", group: 1, faults: ["503"] },
    { kind: "duplicate", group: 1, faults: ["503"], more: 1 },
    { kind: "duplicate", group: 1, faults: ["stall"], more: 3 },
    { kind: "leak", leaked: "text", faults: ["stall", "503"] },
    { kind: "leak", leaked: "key", faults: [] },
  ],
  notReached: [{ group: 2, fault: "503" }],
  unsentCanaries: ["fileName"],
};
const report = reportOf(loud);

describe("a report", () => {
  it("puts together what is one problem, the worst first", () => {
    expect(report.findings).toMatchObject([
      { kind: "duplicate", groups: [1], faults: ["503", "stall"], always: false },
      { kind: "leak", groups: [1], faults: ["503", "stall"], happened: "The comment's text was printed." },
      { kind: "leak", groups: [], faults: [], always: true, happened: "The API key was printed." },
    ]);
    expect(report.findings[0]?.happened).toContain("3 calls more");
    expect(report.checks).toMatchObject([{ kind: "unnoticed", groups: [2] }]);
  });

  it("says where, what, why and what to do, in lines that fit", () => {
    const text = textReport(checkReportOf(report));
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
    for (const part of [
      "duplicate     addCaseComment, call 1, after 503, stall",
      "Why  The first one may have been added",
      "Do   Send again only what is proven absent",
      "addCaseComment, calls 1, 2, without a fault",
      "Not reached: call 2 under 503.",
      "No call sent CASE_COMMENTS_CANARY_FILE_NAME",
    ])
      expect(text).toContain(part);
    expect(textReport(checkReportOf(reportOf(quiet)))).toBe(
      "Rehearsed 2 calls under 2 faults, in 4 runs.\n\nNothing was found.\n",
    );
  });

  it("is a table in Markdown", () => {
    const rows = markdownReport(checkReportOf(report))
      .split("\n")
      .filter((line) => line.startsWith("|"));
    expect(rows).toHaveLength(2 + 4);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
  });

  it("is JUnit XML with a case for each call and fault", () => {
    const xml = junitReport(checkReportOf(report));
    expect(xml).toContain('<testsuite name="rehearsal" tests="5" failures="3" skipped="1">');
    const cases = [...xml.matchAll(/<testcase classname="\w+" name="([^"]+)"(?:\/>|>(.*?)<\/testcase>)/gs)];
    expect(cases.map(([, name, content = ""]) => [name, content.match(/<(\w+)/g)?.length ?? 0])).toEqual([
      ["without a fault", 1],
      ["call 1 after 503", 2],
      ["call 1 after stall", 2],
      ["call 2 after 503", 1],
      ["call 2 after stall", 0],
    ]);
    expect(
      xml.replace(/<\/?[a-z]+(?: [a-z]+="[^"<>&]*(?:&quot;[^"<>&]*)*")*\/?>|<\?xml.*?\?>/g, ""),
    ).not.toMatch(/[<>]/);
  });
});
