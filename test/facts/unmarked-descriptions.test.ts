import bundle from "@case-comments/openapi/openapi.json" with { type: "json" };
import { expect, it } from "vitest";
import { unmarkedDescriptions } from "./unmarked-descriptions.ts";

/** Every description and cure that no `x-provenance` stands beside or above, by its JSON pointer. */
function unmarked(node: unknown, pointer = ""): [pointer: string, description: string][] {
  if (typeof node !== "object" || node === null) return [];
  const isMarked = "x-provenance" in node;
  // What is said of an operation as a whole says nothing of its parts.
  if (isMarked && !("responses" in node)) return [];
  const own: [string, string][] =
    "description" in node && typeof node.description === "string" && !isMarked
      ? [[pointer, node.description.trim()]]
      : [];
  if ("x-cure" in node && !isMarked) own.push([`${pointer}/x-cure`, String(node["x-cure"])]);
  const children = Object.entries(node).filter(([key]) => key !== "value");
  return [...own, ...children.flatMap(([key, child]) => unmarked(child, `${pointer}/${key}`))];
}

it("what the contract says without a mark was found on the vendor's page", () => {
  expect(unmarked(bundle)).toEqual(unmarkedDescriptions.map(([place, description]) => [place, description]));
});
