import fc from "fast-check";
import { type Field, operations } from "../facts/facts.ts";

const email = fc
  .tuple(fc.stringMatching(/^[a-zé.+]{1,20}$/), fc.stringMatching(/^[a-z.-]{1,20}$/))
  .map(([local, domain]) => `${local}@${domain}`);
const text = fc.string({ unit: "binary", maxLength: 50 }).map((anything) => anything.toWellFormed());
const base64 = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("base64"));

const fields = operations.addCaseComment.requestFields;
const childrenOf = (path: string) =>
  fields.filter((field) => field.path.startsWith(path) && /^\w+$/.test(field.path.slice(path.length)));

/** Any value that the facts allow for a field. */
function valueFor({ path, type, states = {} }: Field): fc.Arbitrary<unknown> {
  if ("const" in states) return fc.constant(states.const);
  if (type === "boolean") return fc.boolean();
  if (type === "array") return fc.array(objectOf(`${path}[].`), { maxLength: 3 });
  if (type === "object") return objectOf(`${path}.`);
  return { email, base64 }[String(states.format ?? states.contentEncoding)] ?? text;
}

/** Any object that the facts allow, with properties that they don't name. */
function objectOf(path: string): fc.Arbitrary<Record<string, unknown>> {
  const children = childrenOf(path).map((field) => ({ ...field, name: field.path.slice(path.length) }));
  const values = Object.fromEntries(children.map((field) => [field.name, valueFor(field)]));
  const requiredKeys = children.filter(({ required }) => required).map(({ name }) => name);
  return fc.record<Record<string, unknown>>({ ...values, other: fc.jsonValue() }, { requiredKeys });
}

/** Any body that the facts allow. */
export const validBody = objectOf("");

/** A text that breaks what a field states beside its type. */
function brokenText({ states = {} }: Field): string[] {
  if ("const" in states) return ["ADD_COMMENT"];
  if (states.format === "email") return ["nobody"];
  return states.contentEncoding === "base64" ? ["QQ="] : [];
}

const wrong: Record<string, unknown> = {
  string: "x",
  boolean: true,
  object: {},
  array: [],
  number: 1.5,
  null: null,
};

/** Every change of one place that makes a body invalid. */
function breakings(value: unknown, path: string, put: (value: unknown) => unknown): unknown[] {
  const rule = ruleAt(path);
  if (!rule) return [];
  const mutants = Object.entries(wrong)
    .filter(([type]) => type !== rule.type)
    .map(([, other]) => put(other));
  if (rule.required) mutants.push(put(undefined));
  mutants.push(...brokenText(rule).map(put));
  if (typeof value !== "object" || value === null) return mutants;
  for (const [key, child] of Object.entries(value)) {
    const below = Array.isArray(value) ? `${path}[]` : `${path}${path === "" ? "" : "."}${key}`;
    const putChild = (changed: unknown) =>
      put(Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed });
    mutants.push(...breakings(child, below, putChild));
  }
  return mutants;
}

/** What the facts say of a place. They list no items of arrays, and not the body: these are objects. */
function ruleAt(path: string): Field | undefined {
  const isObject = path === "" || path.endsWith("[]");
  return isObject ? { path, type: "object", required: false } : fields.find((field) => field.path === path);
}

/** Any body that the facts allow but for one place. */
export const brokenBody = validBody.chain((body) => {
  const mutants = breakings(body, "", (value) => value).filter((mutant) => mutant !== undefined);
  return fc.constantFrom(...mutants);
});
