import type { operations } from "./generated/schema.gen.ts";

/** What a request that adds a comment carries. */
export type AddCommentBody = operations["addCaseComment"]["requestBody"]["content"]["application/json"];

/** The contract's type of a value, when it is the caller's own and only read. */
export type DeepReadonly<Value> = Value extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: DeepReadonly<Value[Name]> }
    : Value;

/** Some fields without others. A field that isn't there can't be left out, so this stops compiling. */
export type Without<Fields, Left extends keyof Fields> = Omit<Fields, Left>;
