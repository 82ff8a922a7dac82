import { describe, expect, it } from "vitest";
import { rehearseCommandLine } from "./command-line.ts";
import { rehearsedFaults, usualFaults } from "./rehearsed-faults.ts";

const usual = { name: "rehearse", command: ["npm", "test"], faults: usualFaults, wait: 90, json: false };
const read = (line: string) => rehearseCommandLine(line.split(" ").filter(Boolean));

describe("rehearseCommandLine", () => {
  it.for<[string, object]>([
    ["-- npm test", {}],
    ["--faults 503,stall,503 -- npm test", { faults: ["503", "stall"] }],
    ["--faults all -- npm test", { faults: rehearsedFaults }],
    ["--wait 10 --json --junit report.xml -- npm test", { wait: 10, json: true, junit: "report.xml" }],
    ["-- npm test -- --wait 0", { command: ["npm", "test", "--", "--wait", "0"] }],
  ])("reads %s", ([line, changes]) => {
    expect(read(line)).toEqual({ ...usual, ...changes });
  });

  it.for([
    "",
    "npm test",
    "--",
    "--faults teapot -- npm test",
    "--faults reset -- npm test",
    "--faults , -- npm test",
    "--wait 0 -- npm test",
    "--wait soon -- npm test",
    "--port 4010 -- npm test",
  ])("explains what is wrong with %s", (line) => {
    expect(read(line)).toEqual({ name: "usage", problem: expect.any(String) });
  });

  it("knows when it is asked about itself", () => {
    expect(read("--help")).toEqual({ name: "help" });
  });
});
