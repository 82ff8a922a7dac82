import { expect, it } from "vitest";
import { failureTable } from "./failure-table.ts";

const request = { operation: "add", method: "POST", path: "/", headers: {}, body: "{}" };

it("gives each failure a row with its exact text", () => {
  const rejected = { delivery: "rejected", status: 400 };
  const table = failureTable([
    {
      name: "missingFieldText",
      status: 400,
      summary: "No text",
      error: "`text` is | missing",
      cause: "There is no text.",
      cure: "Write one.",
      provenance: { kind: "inferred", reason: "A sibling page\nsays so." },
      clientError: { kind: "missingField", ...rejected },
      request,
    },
    {
      name: "gone",
      status: 410,
      summary: "Gone",
      error: "Gone!",
      cause: "It is gone.",
      cure: "Let it go.",
      clientError: { kind: "gone", ...rejected },
      request,
    },
  ]);
  expect(table.split("\n").slice(2)).toEqual([
    "| `missingFieldText` | 400 | `` `text` is \\| missing `` | There is no text. | Write one. | `missingField` | *inferred*: A sibling page says so. |",
    "| `gone` | 410 | `Gone!` | It is gone. | Let it go. | `gone` | documented |",
  ]);
});
