import bundle from "@case-comments/openapi/openapi.dereferenced.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { apiKey, operations, pages, servers, webhook } from "./facts.ts";
import { provenanceOf, type Schema, statedFields, statedParameters } from "./stated-fields.ts";

// biome-ignore lint/suspicious/noExplicitAny: the bundle is read as foreign data, on purpose
type Json = any;

const paths: Json = bundle.paths;

/** Every value of a key, at any depth. */
function valuesOf(node: Json, key: string): Json[] {
  if (typeof node !== "object" || node === null) return [];
  return [
    ...(key in node ? [node[key]] : []),
    ...Object.values(node).flatMap((child) => valuesOf(child, key)),
  ];
}

describe("the contract states what is known", () => {
  it("of the servers", () => {
    expect(bundle.servers.map((server) => [server["x-environment"], server.url])).toEqual(servers);
  });

  it("of the key", () => {
    expect(bundle.security).toEqual([{ apiKey: [] }]);
    expect(bundle.components.securitySchemes.apiKey).toMatchObject(apiKey);
  });

  it("of the vendor's pages", () => {
    for (const { url } of valuesOf(bundle, "externalDocs")) expect(pages).toContain(url);
    for (const reason of valuesOf(bundle, "x-provenance"))
      for (const [, part = ""] of String(reason).matchAll(/\(([^ )]+)/g))
        expect(
          pages.filter((page) => page.includes(part)),
          reason,
        ).not.toEqual([]);
  });

  it("of no other operation", () => {
    const stated = Object.entries(paths).flatMap(([path, { parameters: _, ...item }]: Json) =>
      Object.entries(item).map(([method, { operationId }]: Json) => [operationId, `${method} ${path}`]),
    );
    expect(Object.fromEntries(stated)).toEqual(
      Object.fromEntries(
        Object.entries(operations).map(([id, { method, path }]) => [id, `${method.toLowerCase()} ${path}`]),
      ),
    );
  });

  it("and leaves every object open", () => {
    const text = JSON.stringify(bundle);
    expect(text).not.toContain('"additionalProperties":false');
    expect(text).not.toContain("unevaluatedProperties");
    expect(text).not.toContain("jsonSchemaDialect");
  });

  it("of the webhook", () => {
    const event: Json = bundle.webhooks.addCaseComment.post;
    expect(provenanceOf(event)).toBe("inferred");
    expect(event.parameters[0]).toMatchObject({
      name: webhook.signatureHeader,
      in: "header",
      required: false,
    });
    const { event: name, payload } = event.requestBody.content["application/json"].schema.properties;
    expect(name.const).toBe(webhook.event);
    // A receiver that refuses what it doesn't read refuses most of what comes.
    for (const said of [event, name]) expect(said.description).toContain("ore than forty other");
    for (const form of webhook.forms) {
      const comment = payload.properties[form];
      expect(Object.keys(comment.properties).sort()).toEqual(webhook.commentFields);
      // A reader takes everything else as possibly absent, and a new role as it comes.
      expect(comment.required).toEqual(["id"]);
      // That it is the one that the call answered with is nowhere said.
      expect(provenanceOf(comment.properties.id)).toBe("inferred");
      expect(comment.properties.author).not.toHaveProperty("required");
      const author: [string, Schema][] = Object.entries(comment.properties.author.properties);
      expect(Object.fromEntries(author.map(([name, { type }]) => [name, type]))).toEqual(
        webhook.authorFields,
      );
      expect(comment.properties.author.properties.role).not.toHaveProperty("enum");
      for (const role of webhook.roles)
        expect(comment.properties.author.properties.role.description).toContain(`\`${role}\``);
    }
  });
});

describe.each(Object.entries(operations))("the contract states what is known of %s", (_, facts) => {
  const item = paths[facts.path];
  const operation: Json = item?.[facts.method.toLowerCase()] ?? {};
  const { requestBody } = operation;

  it("of its parameters", () => {
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
    expect(statedParameters(parameters)).toEqual(facts.parameters);
  });

  it("of its body", () => {
    expect(requestBody === undefined).toBe(facts.requestFields.length === 0);
    if (!requestBody) return;
    expect(Object.keys(requestBody.content)).toEqual(["application/json"]);
    expect(requestBody.required).toBe(true);
  });

  const schema: Schema = requestBody?.content["application/json"].schema ?? {};
  const fields = statedFields(schema);

  it.for(facts.requestFields)("of the body's field $path", (field) => {
    expect(fields.find(({ path }) => path === field.path)).toEqual(field);
  });

  it("of no other field of its body", () => {
    expect(fields.map(({ path }) => path)).toEqual(facts.requestFields.map(({ path }) => path));
  });

  const examples = Object.entries<Json>(operation.responses).flatMap(([status, { content = {} }]) =>
    Object.entries<Json>(content["application/json"]?.examples ?? {}).map(([name, example]) => ({
      status: Number(status),
      name,
      example,
    })),
  );

  it("of its success", () => {
    const { status, name, title, body } = facts.success;
    expect(Object.keys(operation.responses).filter((each) => Number(each) < 400)).toEqual([`${status}`]);
    const successes = examples.filter((each) => each.status < 400);
    expect(successes.map((each) => each.name)).toEqual(name === undefined ? [] : [name]);
    expect(successes[0]?.example.summary).toBe(title);
    expect(successes[0]?.example.value).toStrictEqual(body);
    // What a sample looks like is no word on what it must look like.
    const { properties } = operation.responses[status].content["application/json"].schema;
    for (const { format, ...field } of Object.values<Json>(properties.data.properties))
      expect([format === undefined, provenanceOf(field)]).toEqual([false, "inferred"]);
  });

  it.for(facts.failures)("of the failure %s", ([name, kind, status, error, provenance, title]) => {
    const found = examples.find((each) => each.name === name);
    expect(found?.status).toBe(status);
    expect(found?.example.value).toStrictEqual({
      status,
      success: false,
      message: "Invalid request",
      error,
    });
    expect(found?.example["x-failure"]).toBe(kind);
    expect(provenanceOf(found?.example)).toBe(provenance);
    expect(title === undefined).toBe(provenance !== "documented");
    if (title !== undefined) expect(found?.example.summary).toBe(title);
  });

  it("of no other failure, and in this order", () => {
    const failures = examples.filter(({ status }) => status >= 400);
    expect(failures.map(({ name }) => name)).toEqual(facts.failures.map(([name]) => name));
  });
});
