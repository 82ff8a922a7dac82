import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { createContract } from "../src/create-contract.ts";
import type { OpenApiDocument } from "../src/document.ts";
import { compileValidators } from "./compile-validators.ts";

const failure = (error: string, trigger: object) => ({
  summary: error,
  value: { status: 400, success: false, message: "Invalid request", error },
  "x-failure": "invalidNote",
  "x-trigger": [trigger],
});

const notes = (schema: Record<string, unknown>): OpenApiDocument => ({
  openapi: "3.1.0",
  info: { title: "Notes", version: "1" },
  paths: {
    "/notes/{noteId}": {
      put: {
        operationId: "putNote",
        requestBody: { content: { "application/json": { schema } } },
        responses: {
          400: {
            content: {
              "application/json": {
                schema: { type: "object", required: ["error"] },
                examples: {
                  tooLong: failure("too long", { body: "/title", rule: "maxLength" }),
                  wrongLine: failure("a wrong line", { body: "/pages/*/lines/*", rule: "enum" }),
                  other: failure("other", { body: "/**", rule: "type" }),
                },
              },
            },
          },
        },
      },
    },
  },
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
      })?.response.name;
    expect(answerTo({ title: "abc", pages: [{ lines: ["a"] }] })).toBeUndefined();
    expect(answerTo({ title: "abcd", pages: [{ lines: ["c"] }] })).toBe("tooLong");
    expect(answerTo({ pages: [{ lines: ["a"] }, { lines: ["b", "c"] }] })).toBe("wrongLine");
    expect(answerTo({ pages: {} })).toBe("other");
  });

  it("refuses what it could not answer", async () => {
    await expect(compileValidators(notes({ oneOf: [] }))).rejects.toThrow("oneOf");
    const response = { type: "object", unevaluatedProperties: false };
    const paths = {
      "/notes": {
        get: {
          operationId: "getNotes",
          responses: { 200: { content: { "application/json": { schema: response } } } },
        },
      },
    };
    const unevaluated = { ...notes({}), paths };
    await expect(compileValidators(unevaluated)).rejects.toThrow("unevaluatedProperties");
  });

  describe("of parameters", () => {
    const parameter = (name: string, location: string, schema: object, more = {}) => ({
      name,
      in: location,
      schema: schema as Record<string, unknown>,
      ...more,
    });
    const error = (text: string, ...triggers: object[]) => ({
      ...failure(text, {}),
      "x-trigger": triggers,
    });
    const pages: OpenApiDocument = {
      openapi: "3.1.0",
      info: { title: "Notes", version: "1" },
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
      paths: {
        "/notes/{noteId}": {
          parameters: [
            parameter("noteId", "path", { type: "string", format: "uuid" }),
            parameter("limit", "query", { type: "string", maxLength: 1 }),
          ],
          get: {
            operationId: "listPages",
            parameters: [
              parameter("noteId", "path", { type: "integer", minimum: 1 }),
              parameter("limit", "query", { type: "integer", minimum: 1, maximum: 100 }),
              parameter("ids", "query", { type: "array", items: { type: "integer" }, maxItems: 2 }),
              parameter("tags", "query", { type: "array", items: { enum: ["a", "b"] } }, { explode: false }),
              parameter("all", "query", { type: "boolean" }, { required: true }),
              parameter("X-Trace", "header", { type: "string", minLength: 4 }),
            ],
            responses: {
              400: {
                content: {
                  "application/json": {
                    schema: { type: "object" },
                    examples: {
                      noKey: error("no key", { header: "x-key", rule: "required" }),
                      badTrace: error("bad trace", { header: "x-trace", rule: "minLength" }),
                      noAll: error("no all", { query: "all", rule: "required" }),
                      reserved: error("reserved", { query: "limit", value: "42" }),
                      outOfBounds: error(
                        "out of bounds",
                        { query: "limit", rule: "minimum" },
                        { query: "limit", rule: "maximum" },
                        { path: "noteId", rule: "minimum" },
                        { query: "ids", rule: "maxItems" },
                      ),
                      unknownTag: error("unknown tag", { query: "tags/*", rule: "enum" }),
                      wrong: error("wrong", { query: "**", rule: "type" }, { path: "noteId", rule: "type" }),
                    },
                  },
                },
              },
            },
          },
        },
      },
    };
    const good = { all: "true" };

    it.for<
      [
        string,
        Record<string, string> | string,
        { id?: string; trace?: string; key?: string },
        string?,
        string?,
      ]
    >([
      ["nothing wrong", "all=false&limit=100&ids=1&ids=2&tags=a,b", { trace: "1234" }],
      ["a query that nobody knows", { ...good, other: "1" }, {}],
      ["no key", good, { key: "" }, "noKey", "required header/x-key"],
      ["a short header", good, { trace: "123" }, "badTrace", "minLength header/x-trace"],
      ["a required one missing", "", {}, "noAll", "required query/all"],
      ["a reserved value", { ...good, limit: "42" }, {}, "reserved", "reserved query/limit"],
      ["too much", { ...good, limit: "101" }, {}, "outOfBounds", "maximum query/limit"],
      ["too little", { ...good, limit: "0" }, {}, "outOfBounds", "minimum query/limit"],
      ["a path out of bounds", good, { id: "0" }, "outOfBounds", "minimum path/noteId"],
      ["too many", "all=true&ids=1&ids=2&ids=3", {}, "outOfBounds", "maxItems query/ids"],
      ["a wrong item", "all=true&tags=a,c", {}, "unknownTag", "enum query/tags/1"],
      ["a wrong number", { ...good, limit: "ten" }, {}, "wrong", "type query/limit"],
      ["a wrong number in a list", "all=true&ids=1&ids=x", {}, "wrong", "type query/ids/1"],
      ["no boolean", { all: "yes" }, {}, "wrong", "type query/all"],
      ["a wrong path", good, { id: "x" }, "wrong", "type path/noteId"],
    ])("finds %s", async ([, query, { id = "1", trace, key = "k" }, name, violation]) => {
      const { checkRequest } = await contractOf(pages);
      const found = checkRequest({
        operation: "listPages",
        path: { noteId: id },
        query: new URLSearchParams(query),
        headers: { "x-key": key, "x-trace": trace },
      });
      expect(found?.response.name).toBe(name);
      const [first] = found?.violations ?? [];
      expect(first && `${first.rule} ${first.in}${first.pointer}`).toBe(violation);
    });
  });
});
