import type { Contract } from "@case-comments/contract";

type Names = Pick<Contract, "operations">;

/** The module that types the names of a contract's responses. The package's types may import nothing. */
export function responseNamesModule(contract: Names): string {
  return `// Generated from the contract by bundle/generate.ts. Don't edit it.
/** The names of the contract's responses. */
export const responseNames = ${JSON.stringify(distinct(contract, "name"), undefined, 2)} as const;

/** The name of one of the contract's responses, such as \`commentCreated\`. */
export type ResponseName = (typeof responseNames)[number];
`;
}

/** The module that holds the values that a contract sets aside for tests. */
export function testValuesModule({ operations }: Names): string {
  const values = operations.flatMap(({ operation, failures, reservedValues }) =>
    reservedValues.map(({ in: place, name: parameter, value }) => {
      const failure = failures.find(({ triggers }) =>
        triggers.some((trigger) => "value" in trigger && trigger.value === value),
      );
      return { operation, in: place, parameter, value, response: failure?.example };
    }),
  );
  return `// Generated from the contract by bundle/generate.ts. Don't edit it.
/**
 * The values of parameters that are set aside for tests, and the response that each of them gets.
 *
 * @example
 * testValues.find(({ response }) => response === "permissionDenied")?.value
 */
export const testValues = ${JSON.stringify(values, undefined, 2)} as const;
`;
}

/** The schemas of what can be ordered by name, for the description of the control interface. */
export function namesSchemas(contract: Names, faults: readonly string[]) {
  const names = { type: "string", enum: distinct(contract, "name") };
  return {
    response: {
      ...names,
      description: "The response of this name; a success has an id and a time of its own.",
    },
    example: { ...names, description: "The contract's example of this name, as it stands." },
    code: {
      type: "integer",
      enum: distinct(contract, "status"),
      description: "The first response with this status.",
    },
    fault: { type: "string", enum: faults, description: "What is to go wrong." },
  };
}

function distinct<K extends "name" | "status">({ operations }: Names, what: K) {
  return [
    ...new Set(operations.flatMap(({ responseExamples }) => responseExamples.map((each) => each[what]))),
  ];
}
