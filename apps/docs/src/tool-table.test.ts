import { expect, it } from "vitest";
import { toolTable } from "./tool-table.ts";

it("lists what each tool does, and where it falls short", () => {
  const rows = [
    { tool: "A", package: "a@1.0.0", does: ["reads", "writes"], gaps: [] },
    { tool: "B", package: "b@2.0.0", does: ["reads"], gaps: ["it is slow", "it is loud"] },
  ];
  expect(toolTable(rows)).toBe(
    [
      "| Tool | What it does | What to know |",
      "| --- | --- | --- |",
      "| A, `a@1.0.0` | reads; writes |  |",
      "| B, `b@2.0.0` | reads | it is slow; it is loud |",
    ].join("\n"),
  );
});
