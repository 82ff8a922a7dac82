import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

// biome-ignore lint/suspicious/noExplicitAny: the bundle is read as other people's tools read it
type Json = any;

const bundle: Json = JSON.parse(await readFile(new URL("dist/openapi.json", import.meta.url), "utf8"));
const operations: Json[] = Object.values<Json>(bundle.paths).flatMap((item) =>
  Object.values<Json>(item).filter((node) => node.operationId),
);

/** Every value of a key, at any depth. */
function all(node: Json, key: string): Json[] {
  if (typeof node !== "object" || node === null) return [];
  return [...(key in node ? [node[key]] : []), ...Object.values(node).flatMap((child) => all(child, key))];
}

describe("the bundle, in the hands of other tools", () => {
  it("says what any other answer means, in a form that closes no union of errors", () => {
    for (const { responses } of operations) {
      const { $ref } = responses.default.content["application/json"].schema;
      // Without a name of its own, generators give it that of another open object.
      const named = $ref.replace("#/components/schemas/", "");
      expect(bundle.components.schemas[named]).toMatchObject({ type: "object", additionalProperties: true });
      expect(responses.default["x-provenance"]).toMatch(/^assumed: /);
      // A 4xx that is not documented comes in here, and is a refusal all the same.
      for (const text of [responses.default.description, bundle.components.schemas[named]?.description])
        expect(text.replaceAll("\n", " ")).toMatch(/Unless its? .*4xx .* 408, the comment may exist/);
    }
  });

  it("keeps parameters at their operation, where a deep link finds them", () => {
    for (const item of Object.values<Json>(bundle.paths)) expect(item).not.toHaveProperty("parameters");
    expect(operations[0].parameters).toHaveLength(1);
  });

  it("has labels that can be names: short, one line, without marks", () => {
    const labels = [
      ...bundle.servers,
      ...operations.flatMap(({ responses }) => Object.values<Json>(responses)),
    ].map(({ description }) => description);
    expect(labels.length).toBeGreaterThan(5);
    for (const label of labels) expect(label).toMatch(/^[^\n*`<]{1,80}$/);
  });

  it("holds every response in place", () => {
    for (const { responses } of operations)
      for (const response of Object.values<Json>(responses)) expect(response).not.toHaveProperty("$ref");
    expect(bundle.components).not.toHaveProperty("responses");
  });

  it("reads well as it is: Markdown, no HTML, no guide that isn't there, no other program's behaviour", () => {
    for (const text of all(bundle, "description").filter((each) => typeof each === "string")) {
      expect(text).not.toMatch(/<[a-z/!]/i);
      expect(text).not.toMatch(/\bmock\b|\bsandbox\b|Errors and delivery/i);
    }
  });

  it("carries the rule of delivery itself, and leads to the vendor's pages", () => {
    const rules = bundle.info.description.replaceAll(/\s+/g, " ");
    for (const part of [
      /status 200 and `success: true`/,
      /4xx status other than 408 .* Of statuses that the vendor does not document, that is assumed/,
      /failed, timed out or was abandoned, the comment may exist: .* before anyone sends it again/,
      /does not come proves nothing, and `webhookNotify: false` sends none/,
      /Only if no connection was made, or .* not yet handed over the closing brace .* In doubt rule 2 holds/,
    ])
      expect(rules).toMatch(part);
    expect(bundle.info["x-provenance"]).toContain("is assumed");
    for (const place of [bundle, ...operations, bundle.webhooks.addCaseComment.post])
      expect(place.externalDocs.url).toMatch(/^https:\/\/docs(-staging)?\.careglp\.com\/docs\//);
  });

  it("names, in each reason, the page that is meant", () => {
    for (const reason of all(bundle, "x-provenance")) {
      expect(reason).not.toMatch(/: (from )?(the|this|that) page\b/);
    }
  });

  it("puts staging first, which importers and generators take", () => {
    expect(bundle.servers.map((server: Json) => server["x-environment"])).toEqual(["staging", "production"]);
  });
});
