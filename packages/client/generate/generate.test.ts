import { readFile } from "node:fs/promises";
import { type OpenApiDocument, operations } from "@case-comments/contract";
import { describe, expect, it } from "vitest";
import * as generated from "../src/generated/contract.gen.ts";
import {
  addCaseCommentBody,
  addCaseCommentConstants,
  addCaseCommentDefaults,
} from "../src/generated/request-rules.gen.ts";
import { type BuiltContract, generatedModules } from "./generated-modules.ts";

const read = (file: string) => readFile(new URL(`../../../openapi/${file}`, import.meta.url), "utf8");

const built: BuiltContract = {
  bundle: JSON.parse(await read("dist/openapi.json")),
  dereferenced: JSON.parse(await read("dist/openapi.dereferenced.json")),
  formats: await read("formats.ts"),
};

describe("the generated files", () => {
  it("are those of the contract", async () => {
    for (const [file, source] of Object.entries(await generatedModules(built))) {
      const committed = await readFile(new URL(`../src/generated/${file}`, import.meta.url), "utf8");
      expect(committed, file).toBe(source);
    }
  });

  it("leave out what is only assumed, operation by operation", () => {
    expect(Object.keys(generated.failures)).toEqual(operations.map(({ operation }) => operation));
    for (const { operation, failures } of operations) {
      const known: readonly { kind: string }[] = generated.failures[operation as "addCaseComment"];
      const kinds = new Set(known.map(({ kind }) => kind));
      for (const { kind, provenance } of failures) expect(kinds.has(kind)).toBe(provenance !== "assumed");
    }
  });

  it("hold the defaults of the body, by pointer", async () => {
    const text = JSON.stringify(built.dereferenced).replaceAll('"default":true', '"default":false');
    const modules = await generatedModules({ ...built, dereferenced: JSON.parse(text) });
    expect(addCaseCommentDefaults).toEqual({ "/communication/webhookNotify": true });
    expect(modules["request-rules.gen.ts"]).toContain('"/communication/webhookNotify": false');
  });

  it("ask the caller for nothing of which there is but one value", async () => {
    const asked = Object.keys(addCaseCommentBody.properties);
    expect([addCaseCommentConstants, asked]).toEqual([{ action: "ADD_COMMUNICATION" }, ["communication"]]);
    expect(addCaseCommentBody.required).toEqual(["communication"]);
  });

  it("tell numbers and lists of types by the larger check, and only those", async () => {
    const modulesOf = async (type: string) => {
      const text = JSON.stringify(built.dereferenced).replaceAll('"type":"boolean"', `"type":${type}`);
      return (await generatedModules({ ...built, dereferenced: JSON.parse(text) }))["request-rules.gen.ts"];
    };
    expect(await modulesOf('"string"')).toContain("type: all.type,");
    for (const type of ['["boolean","null"]', '"integer"', '"number"'])
      expect(await modulesOf(type)).toContain("type: all.anyType,");
  });

  it("do not change the document they come from", async () => {
    const before = JSON.stringify(built);
    await generatedModules(built);
    expect(JSON.stringify(built)).toBe(before);
  });

  it("refuse a format that nothing checks", async () => {
    const dereferenced: OpenApiDocument = structuredClone(built.dereferenced);
    const path = dereferenced.paths["/api/v1/cases/{caseId}"] as {
      post: { parameters: { schema: object }[] };
    };
    for (const { schema } of path.post.parameters) Object.assign(schema, { format: "isbn" });
    await expect(generatedModules({ ...built, dereferenced })).rejects.toThrow(
      "no check for the format isbn",
    );
  });
});
