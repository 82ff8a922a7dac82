import { readFile } from "node:fs/promises";
import { contract, document, environments, failures, maxBodyBytes } from "@case-comments/contract";
import { describe, expect, it } from "vitest";
import * as generated from "../src/failures.gen.ts";
import { failuresModule } from "./failures-module.ts";
import { schemaModule } from "./schema-module.ts";

const committed = (file: string) => readFile(new URL(`../src/${file}`, import.meta.url), "utf8");

describe("the generated files", () => {
  it("are those of the contract", async () => {
    expect(await committed("schema.gen.ts")).toContain(await schemaModule(document));
    expect(await committed("failures.gen.ts")).toContain(
      failuresModule({ failures, environments, maxBodyBytes }),
    );
  });

  it("leave out what is only assumed", () => {
    const kinds = new Set<string>(generated.failures.map(({ kind }) => kind));
    expect(kinds).toContain("caseNotFound");
    for (const { kind, provenance } of failures) expect(kinds.has(kind)).toBe(provenance !== "assumed");
  });

  it("do not change the document they come from", async () => {
    const before = JSON.stringify(contract.document);
    await schemaModule(document);
    expect(JSON.stringify(contract.document)).toBe(before);
  });
});
