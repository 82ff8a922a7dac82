import type { Contract } from "@case-comments/contract";

/** The module that types the names of a contract's responses. The package's types may import nothing. */
export function responseNamesModule({ operations }: Pick<Contract, "operations">): string {
  const names = new Set(
    operations.flatMap(({ responseExamples }) => responseExamples.map(({ name }) => name)),
  );
  return `// Generated from the contract by bundle/build.ts. Don't edit it.
/** The names of the contract's responses. */
export const responseNames = ${JSON.stringify([...names], undefined, 2)} as const;

/** The name of one of the contract's responses, such as \`commentCreated\`. */
export type ResponseName = (typeof responseNames)[number];
`;
}
