import { contract, type ReceivedRequest } from "@case-comments/contract";
import { operationsOf, requestContract } from "@case-comments/contract/requests";
import { constraints, parametersSchema, type Schema } from "@case-comments/openapi/trigger";
import fc from "fast-check";
import { expect, it } from "vitest";
import { formats } from "../../../../packages/client/src/generated/formats.gen.ts";
import { interpretedValidators, keywords } from "./interpreted-validators.ts";

const operations = operationsOf(contract.document);
const interpreted = requestContract(operations, interpretedValidators(operations));
const schemasOf = ({ parameters, requestBody }: (typeof operations)[number]): Schema[] => [
  ...(["path", "query", "header"] as const).map((location) => parametersSchema(parameters, location)),
  ...Object.values(requestBody?.content ?? {}).map(({ schema }) => schema),
];

it("know every keyword and every format that requests are described with", () => {
  const rules = operations.flatMap((each) =>
    schemasOf(each).flatMap((schema) => constraints(schema, "body")),
  );
  const known = [...Object.keys(keywords), "required"];
  expect(known).toEqual(expect.arrayContaining([...new Set(rules.map(({ rule }) => rule))]));
  const named = [
    ...JSON.stringify(operations.map(schemasOf)).matchAll(/"(?:format|contentEncoding)":"(.*?)"/g),
  ];
  expect(named.length).toBeGreaterThan(0);
  for (const [, name = ""] of named) expect(formats).toHaveProperty(name.replace("-", "_"));
});

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, 1e9, "", "a@b", "QQ==", "Q", [], {}, [null], [[]], [{}, {}]),
  fc.jsonValue({ maxDepth: 2 }),
);
const texts: Readonly<Record<string, string>> = { email: "rosa@clinic.example", base64: "QQ==" };

/** A value that a schema allows; but each of its properties may be missing, and any value another one. */
function near(schema: Schema): fc.Arbitrary<unknown> {
  const { type, const: only, format, contentEncoding, items, properties } = schema as Record<string, never>;
  // What is undefined is gone when the body has become JSON.
  const sometimesMissing = (child: Schema) => fc.option(near(child), { freq: 15, nil: undefined });
  const usual: fc.Arbitrary<unknown> = properties
    ? fc.record(
        Object.fromEntries(
          Object.entries<Schema>(properties).map(([name, child]) => [name, sometimesMissing(child)]),
        ),
      )
    : items
      ? fc.array(near(items), { maxLength: 3 })
      : type === "boolean"
        ? fc.boolean()
        : fc.constant(only ?? texts[format ?? contentEncoding ?? ""] ?? "A text.");
  return fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

it.for(operations.map((each) => [each.operationId, each] as const))(
  "find in requests of %s what the compiled ones find, and where",
  ([operation, { requestBody, parameters }]) => {
    const { schema = {} } = Object.values(requestBody?.content ?? {})[0] ?? {};
    const [uuid, denied] = ["7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11", "00000000-0000-4000-8000-000000000403"];
    const [place = ""] = parameters.filter((each) => each.in === "path").map(({ name }) => name);
    const request = fc.record({
      operation: fc.constant(operation),
      path: fc.constantFrom(uuid, uuid, denied, "5").map((value) => ({ [place]: value })),
      headers: fc
        .constantFrom("a-key", "a-key", "a-key", "unknown-test-key", "")
        .map((key) => ({ "cv-api-key": key, "content-type": "application/json" })),
      body: near(schema).map((value) => ({ json: JSON.parse(JSON.stringify(value)) })),
    }) as fc.Arbitrary<ReceivedRequest>;
    const names = contract
      .operation(operation)
      .failures.filter(({ triggers }) => triggers.some((each) => "rule" in each))
      .map(({ example }) => example);
    const unseen = new Set<string | undefined>([undefined, ...names]);
    // Chance may leave out a rare failure for once, but not ten times.
    for (let round = 0; round === 0 || (round < 10 && unseen.size > 0); round += 1)
      fc.assert(
        fc.property(request, (received) => {
          const expected = contract.checkRequest(received);
          unseen.delete(expected?.response.name);
          expect(interpreted.checkRequest(received)).toEqual(expected);
        }),
        { numRuns: 3_000 },
      );
    expect([...unseen]).toEqual([]);
  },
);
