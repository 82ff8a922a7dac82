import { expect, it } from "vitest";
import { failureTable } from "./failure-table.ts";

it("gives each failure a row with its exact text", () => {
  const table = failureTable([
    {
      kind: "missingField",
      status: 400,
      error: "`text` is | missing",
      example: "missingFieldText",
      description: "There is no text.\n\n*Inferred*: a sibling page\nsays so.",
      provenance: "inferred",
    },
    { kind: "gone", status: 410, error: "Gone!", example: "gone", description: "It is gone." },
  ]);
  expect(table.split("\n").slice(2)).toEqual([
    "| <code>missing<wbr>Field</code><br><code>missing<wbr>Field<wbr>Text</code> | 400 | `` `text` is \\| missing `` | " +
      'There is no text. | <span class="provenance inferred">inferred</span><br>a sibling page says so. |',
    "| <code>gone</code> | 410 | `Gone!` | It is gone. | documented |",
  ]);
});
