import bundle from "@case-comments/openapi/openapi.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { created, operation, refusals, requestFields, servers, webhook } from "./facts.ts";

// biome-ignore lint/suspicious/noExplicitAny: the bundle is read as foreign data, on purpose
type Json = any;

/** Follows a `$ref` in the bundle. */
function at(node: Json): Json {
  if (!node?.$ref) return node;
  return at(
    node.$ref
      .slice(2)
      .split("/")
      .reduce((parent: Json, key: string) => parent[key], bundle),
  );
}

const provenance = (node: Json) => node["x-provenance"]?.split(":")[0] ?? "documented";
const post = (bundle.paths as Json)[operation.path]?.[operation.method];
const requestSchema = at(post.requestBody.content["application/json"].schema);

function fieldsOf(schema: Json, prefix = ""): Record<string, { schema: Json; required: boolean }> {
  return Object.fromEntries(
    Object.entries(at(schema).properties ?? {}).flatMap(([name, property]) => {
      const own = at(property);
      const path = `${prefix}${name}`;
      const inner = own.type === "array" ? fieldsOf(own.items, `${path}[].`) : fieldsOf(own, `${path}.`);
      const required = at(schema).required?.includes(name) ?? false;
      return [[path, { schema: own, required }] as const, ...Object.entries(inner)];
    }),
  );
}

describe("the contract states what is known", () => {
  it("of the servers", () => {
    expect(bundle.servers.map((server) => [server["x-environment"], server.url])).toEqual(servers);
  });

  it("of the operation", () => {
    expect(Object.keys(bundle.paths)).toEqual([operation.path]);
    expect(Object.keys((bundle.paths as Json)[operation.path])).toEqual(["parameters", operation.method]);
    expect(post.operationId).toBe(operation.operationId);
    expect(at((bundle.paths as Json)[operation.path].parameters[0])).toMatchObject({
      name: "caseId",
      in: "path",
      required: true,
      schema: { type: "string", format: "uuid" },
    });
    expect(bundle.security).toEqual([{ apiKey: [] }]);
    expect(bundle.components.securitySchemes.apiKey).toMatchObject({
      type: "apiKey",
      in: "header",
      name: "cv-api-key",
    });
    expect(Object.keys(post.requestBody.content)).toEqual(["application/json"]);
    expect(post.requestBody.required).toBe(true);
  });

  const fields = fieldsOf(requestSchema);

  it.for(requestFields)(
    "of the request's field $path",
    ({ path, type, required, states = {}, provenance: kind }) => {
      const field = fields[path];
      expect(field?.required).toBe(required);
      expect(field?.schema.type).toBe(type);
      const { format, default: preset, const: fixed, contentEncoding } = field?.schema ?? {};
      const stated = { format, default: preset, const: fixed, contentEncoding };
      expect(Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined))).toEqual(
        states,
      );
      expect(provenance(field?.schema)).toBe(kind ?? "documented");
    },
  );

  it("of no other field, and leaves every object open", () => {
    expect(Object.keys(fields)).toEqual(requestFields.map(({ path }) => path));
    const text = JSON.stringify(bundle);
    expect(text).not.toContain('"additionalProperties":false');
    expect(text).not.toContain("unevaluatedProperties");
    expect(text).not.toContain("jsonSchemaDialect");
    // No limit of length, number or pattern is documented, so the request has none.
    expect(JSON.stringify(Object.values(fields))).not.toMatch(/"(min|max)(Length|Items|imum)"|"pattern"/);
  });

  const answers = Object.entries(post.responses).flatMap(([status, response]) =>
    Object.entries(at(response).content["application/json"].examples).map(([name, example]) => ({
      status: Number(status),
      name,
      example: at(example),
    })),
  );

  it("of success", () => {
    expect(answers.filter(({ status }) => status < 400)).toHaveLength(1);
    expect(answers[0]).toMatchObject({ status: 200, name: "commentCreated" });
    expect(answers[0]?.example.value).toStrictEqual(created);
  });

  it.for(refusals)("of the refusal %s", ([name, kind, status, error, source]) => {
    const answer = answers.find((each) => each.name === name);
    expect(answer?.status).toBe(status);
    expect(answer?.example.value).toStrictEqual({
      status,
      success: false,
      message: "Invalid request",
      error,
    });
    expect(answer?.example["x-failure"]).toBe(kind);
    expect(provenance(answer?.example)).toBe(source);
  });

  it("of no other refusal, and in this order", () => {
    expect(answers.slice(1).map(({ name }) => name)).toEqual(refusals.map(([name]) => name));
  });

  it("of the webhook", () => {
    const event = (bundle.webhooks as Json).addCaseComment.post;
    expect(provenance(event)).toBe("inferred");
    expect(at(event.parameters[0])).toMatchObject({
      name: webhook.signatureHeader,
      in: "header",
      required: false,
    });
    const { event: name, payload } = at(event.requestBody.content["application/json"].schema).properties;
    expect(name.const).toBe(webhook.event);
    expect(Object.keys(at(payload.properties.comments).properties).sort()).toEqual(webhook.commentFields);
  });
});
