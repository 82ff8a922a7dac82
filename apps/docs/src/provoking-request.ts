import { type Contract, type Failure, type OperationFacts, parseBody } from "@case-comments/contract";
import { documentOf, keysOf, type Schema, type ShownOperation, shownOperations } from "./document.ts";
import type { EditorRequest } from "./editor-request.ts";

/** A request in parts, which a trial can change one by one. */
interface Draft {
  path: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
  bodyBytes?: number;
}

/** What is put in the place of a good value, until the contract objects as it should. */
const hostile: readonly unknown[] = [
  ...[5, "unknown", "not-an-address", "BASE64_STRING", "YOUR_CASE_ID", -1, 1e9, "", [], {}],
];

/**
 * The requests by which a reader can see each failure of an operation, by the name of its example:
 * requests as the examples show them, with one thing wrong. The contract itself is asked whether that
 * provokes the failure.
 *
 * @throws {Error} if a failure can't be provoked so
 */
export function provokingRequests(contract: Contract, facts: OperationFacts): Map<string, EditorRequest> {
  const drafts = usualDrafts(contract, facts);
  const schema = bodySchemaOf(contract, facts);
  return new Map(
    facts.failures.map((failure) => {
      for (const draft of trials(drafts, failure, schema)) {
        const request = editorRequest(facts, draft);
        if (deserved(contract, facts, draft) === failure.example) return [failure.example, request];
      }
      throw new Error(`the docs know no request that provokes ${failure.example}`);
    }),
  );
}

/** The example requests of an operation, as the editor takes them. */
export function exampleRequests(contract: Contract, facts: OperationFacts): EditorRequest[] {
  return usualDrafts(contract, facts).map((draft) => editorRequest(facts, draft));
}

function usualDrafts(contract: Contract, { operation, requestExamples }: OperationFacts): Draft[] {
  const document = documentOf(contract);
  const shown = shownOperations(document).find(
    ({ operationId }) => operationId === operation,
  ) as ShownOperation;
  const valuesIn = (location: string) =>
    Object.fromEntries(
      shown.parameters
        .filter((parameter) => parameter.in === location)
        .map(({ name, example = "" }) => [name, String(example)]),
    );
  const headers = {
    ...Object.fromEntries(keysOf(document, shown).map(({ name }) => [name, "any-key"])),
    ...valuesIn("header"),
    ...(shown.requestBody ? { "content-type": Object.keys(shown.requestBody.content)[0] ?? "" } : {}),
  };
  const bodies =
    requestExamples.length > 0 ? requestExamples.map(({ body }) => JSON.stringify(body, null, 2)) : [""];
  return bodies.map((body) => ({ path: valuesIn("path"), query: valuesIn("query"), headers, body }));
}

function bodySchemaOf(contract: Contract, { operation }: OperationFacts): Schema {
  const shown = shownOperations(documentOf(contract)).find(({ operationId }) => operationId === operation);
  return Object.values(shown?.requestBody?.content ?? {})[0]?.schema ?? {};
}

function* trials(drafts: readonly Draft[], { triggers }: Failure, schema: Schema): Generator<Draft> {
  const [first] = drafts;
  if (!first) return;
  for (const trigger of triggers) {
    if ("refused" in trigger) {
      if (trigger.refused === "tooLarge") yield { ...first, bodyBytes: trigger.bytes + 1 };
      else if (trigger.refused === "malformed") yield { ...first, body: first.body.slice(0, -2) };
      else yield { ...first, headers: { ...first.headers, "content-type": "text/plain" } };
    } else if ("body" in trigger) {
      for (const draft of drafts)
        for (const body of brokenBodies(JSON.parse(draft.body), trigger.body, schema)) {
          yield { ...draft, body: JSON.stringify(body, null, 2) };
        }
      // A place that no example has.
      const whole = sampleOf(schema, JSON.parse(first.body));
      for (const body of brokenBodies(whole, trigger.body, schema))
        yield { ...first, body: JSON.stringify(body, null, 2) };
    } else {
      yield* brokenParameters(first, trigger);
    }
  }
}

function* brokenParameters(draft: Draft, trigger: Record<string, string>): Generator<Draft> {
  for (const location of ["path", "query", "header"] as const) {
    const name = trigger[location];
    if (name === undefined) continue;
    const part = location === "header" ? "headers" : location;
    const { [name]: _, ...without } = draft[part];
    const values = trigger.value === undefined ? hostile.map(String) : [trigger.value];
    if (location !== "path") yield { ...draft, [part]: without };
    for (const value of values) yield { ...draft, [part]: { ...draft[part], [name]: value } };
  }
}

/** The body with one place missing or wrong: those that the pointer of a trigger can mean. */
function* brokenBodies(body: unknown, pointer: string, schema: Schema): Generator<unknown> {
  if (pointer === "") yield* hostile;
  for (const place of placesIn(body)) {
    if (!matches(pointer, place)) continue;
    yield withValue(body, place, undefined);
    for (const value of [...hostile, ...beyondBounds(place.reduce(descend, schema))])
      yield withValue(body, place, value);
  }
}

/** A value that a schema allows, with every property; what is given stays. */
function sampleOf(schema: Schema, given?: unknown): unknown {
  const { properties, items } = schema as { properties?: Record<string, Schema>; items?: Schema };
  if (properties) {
    const known = (given ?? {}) as Record<string, unknown>;
    const all = Object.entries(properties).map(([name, each]) => [name, sampleOf(each, known[name])]);
    return { ...known, ...Object.fromEntries(all) };
  }
  if (given !== undefined) return given;
  if (items) return [sampleOf(items)];
  const [first] = [
    schema.example,
    schema.const,
    ...((schema.enum ?? []) as unknown[]),
    schema.default,
    "a text",
  ].filter((value) => value !== undefined);
  return first;
}

/** One more than a schema allows. */
function* beyondBounds({ maxLength, maxItems, items }: Schema): Generator<unknown> {
  if (typeof maxLength === "number") yield "x".repeat(maxLength + 1);
  if (typeof maxItems === "number") yield Array(maxItems + 1).fill(sampleOf((items ?? {}) as Schema));
}

function descend(schema: Schema, key: string): Schema {
  const { properties = {}, items = {} } = schema as { properties?: Record<string, Schema>; items?: Schema };
  return properties[key] ?? items;
}

function placesIn(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    [key],
    ...placesIn(child).map((place) => [key, ...place]),
  ]);
}

function matches(pointer: string, place: readonly string[]): boolean {
  const keys = pointer.split("/").slice(1);
  if (keys.at(-1) === "**") return keys.slice(0, -1).every((key, index) => place[index] === key);
  return keys.length === place.length && keys.every((key, index) => key === "*" || key === place[index]);
}

function withValue(body: unknown, [key = "", ...rest]: readonly string[], value: unknown): unknown {
  const child = (body as Record<string, unknown>)[key];
  const changed = rest.length === 0 ? value : withValue(child, rest, value);
  if (Array.isArray(body)) return body.map((item, index) => (String(index) === key ? changed : item));
  return { ...(body as object), [key]: changed };
}

/** The name of the failure that a request deserves. */
function deserved({ checkRequest }: Contract, { operation, maxBodyBytes }: OperationFacts, draft: Draft) {
  const { path, query, headers, body, bodyBytes = 0 } = draft;
  const isTooLarge = maxBodyBytes !== undefined && bodyBytes > maxBodyBytes;
  return checkRequest({
    operation,
    path,
    query: new URLSearchParams(query),
    headers,
    ...(body === "" ? {} : { body: isTooLarge ? { refused: "tooLarge" } : parseBody(Buffer.from(body)) }),
  })?.response.name;
}

function editorRequest({ operation, method, path }: OperationFacts, draft: Draft): EditorRequest {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(draft.path[name] ?? ""),
  );
  const query = new URLSearchParams(draft.query).toString();
  const { headers, body, bodyBytes } = draft;
  return {
    operation,
    method,
    path: query === "" ? filled : `${filled}?${query}`,
    headers,
    body,
    ...(bodyBytes === undefined ? {} : { bodyBytes }),
  };
}
