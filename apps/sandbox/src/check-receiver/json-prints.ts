/** A way to print JSON. All of them say the same; what is signed are the bytes. */
export interface JsonPrint {
  readonly name: string;
  print(value: unknown): string;
}

const escaped = (json: string) =>
  json.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** In one line without spaces, as `JSON.stringify` has it. */
export const compact: JsonPrint = {
  name: "in one line",
  print: (value) => JSON.stringify(value),
};

/** As `json.dumps` of Python has it. */
export const spaced: JsonPrint = {
  name: "as Python prints it",
  // A line break within a text is escaped, so these lie between values.
  print: (value) => escaped(JSON.stringify(value, undefined, 1).replace(/,\n */g, ", ").replace(/\n */g, "")),
};

const withEscapes: JsonPrint = {
  name: "as PHP prints it",
  print: (value) => escaped(JSON.stringify(value)).replaceAll("/", "\\/"),
};

const indented: JsonPrint = {
  name: "in many lines",
  print: (value) => `${JSON.stringify(value, undefined, 2)}\n`,
};

/** The ways that are tried, the usual one first. */
export const jsonPrints: readonly JsonPrint[] = [compact, spaced, withEscapes, indented];
