import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { createContract } from "../src/create-contract.ts";
import type { OpenApiDocument } from "../src/document.ts";
import { compileValidators } from "./compile-validators.ts";

const refusal = (error: string, trigger: object) => ({
  summary: error,
  value: { status: 400, success: false, message: "Invalid request", error },
  "x-failure": "invalidNote",
  "x-trigger": [trigger],
});

const notes = (schema: object): OpenApiDocument => ({
  openapi: "3.1.0",
  info: { title: "Notes", version: "1" },
  paths: {
    "/notes/{noteId}": {
      put: {
        operationId: "putNote",
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Note" } } } },
        responses: {
          400: {
            content: {
              "application/json": {
                schema: { type: "object", required: ["error"] },
                examples: {
                  tooLong: refusal("too long", { body: "/title", rule: "maxLength" }),
                  wrongLine: refusal("a wrong line", { body: "/pages/*/lines/*", rule: "enum" }),
                  other: refusal("other", { body: "/**", rule: "type" }),
                },
              },
            },
          },
        },
      },
    },
  },
  components: { schemas: { Note: schema as Record<string, unknown> } },
});

async function contractOf(document: OpenApiDocument) {
  const folder = await mkdtemp(join(tmpdir(), "case-comments-compile-"));
  try {
    const file = join(folder, "validators.mjs");
    await writeFile(file, await compileValidators(document));
    const { validators } = await import(/* @vite-ignore */ pathToFileURL(file).href);
    return createContract(document, validators);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("compileValidators", () => {
  it("serves another contract just as well, with arrays inside arrays", async () => {
    const lines = { type: "array", items: { type: "string", enum: ["a", "b"] } };
    const page = { type: "object", properties: { lines } };
    const title = { type: "string", maxLength: 3 };
    const contract = await contractOf(
      notes({ type: "object", properties: { title, pages: { type: "array", items: page } } }),
    );
    const answerTo = (json: unknown) =>
      contract.checkRequest({
        operation: "putNote",
        path: { noteId: "1" },
        headers: { "content-type": "application/json" },
        body: { json },
      })?.name;
    expect(answerTo({ title: "abc", pages: [{ lines: ["a"] }] })).toBeUndefined();
    expect(answerTo({ title: "abcd", pages: [{ lines: ["c"] }] })).toBe("tooLong");
    expect(answerTo({ pages: [{ lines: ["a"] }, { lines: ["b", "c"] }] })).toBe("wrongLine");
    expect(answerTo({ pages: {} })).toBe("other");
  });

  it("refuses what it could not answer", async () => {
    await expect(compileValidators(notes({ oneOf: [] }))).rejects.toThrow("oneOf");
    await expect(compileValidators(notes({ $ref: "#/components/schemas/Note" }))).rejects.toThrow(
      "refers to itself",
    );
    await expect(compileValidators(notes({ $ref: "#/components/schemas/Other" }))).rejects.toThrow(
      "leads nowhere",
    );
  });
});
