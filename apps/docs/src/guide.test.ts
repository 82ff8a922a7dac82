import { describe, expect, it } from "vitest";
import { parseGuide } from "./guide.ts";

const facts = new Map([["testCaseIds.caseNotFound", "00000000-0000-4000-8000-000000000404"]]);

describe("parseGuide", () => {
  it("takes the first line for the title", () => {
    const guide = parseGuide("mock", "# The mock\n\nIt answers.\n", facts);
    expect(guide).toEqual({ slug: "mock", title: "The mock", text: "It answers." });
  });

  it("fills in the facts of the contract", () => {
    const { text } = parseGuide("mock", "# The mock\n\nAsk for {{testCaseIds.caseNotFound}}.", facts);
    expect(text).toBe("Ask for 00000000-0000-4000-8000-000000000404.");
  });

  it("refuses a guide without a title, and a fact that the contract does not have", () => {
    expect(() => parseGuide("mock", "The mock\n", facts)).toThrow(
      "guides/mock.md: the first line is no title",
    );
    expect(() => parseGuide("mock", "# The mock\n{{testCaseIds.x}}", facts)).toThrow(
      "guides/mock.md: the contract has no fact {{testCaseIds.x}}",
    );
  });
});
