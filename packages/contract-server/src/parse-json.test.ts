import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "./parse-json.ts";

const filler = "QUJD".repeat(16_384);
const read = (text: string) => parseJson(Buffer.from(text));

describe("parseJson", () => {
  it("reads what JSON.parse reads", () => {
    const short = fc.string({ unit: fc.constantFrom("a", '"', "\\", "é", "\uFEFF", "\u0000"), maxLength: 4 });
    const long = fc.tuple(short, short).map(([before, after]) => before + filler + after);
    const text = fc.oneof(short, long);
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.integer(),
        fc.constant(null),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.oneof(text, fc.constant("__proto__")), tie("tree"), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(undefined, 1), (value, indent) => {
        const json = JSON.stringify(value, undefined, indent);
        expect(JSON.stringify(read(json))).toBe(JSON.stringify(JSON.parse(json)));
      }),
      { numRuns: 200 },
    );
  });

  it.for(Array.from({ length: 9 }, (_, index) => index))(
    "finds a control character, %i bytes before the end",
    (index) => {
      for (const spaces of ["", " ", "  ", "   "]) {
        const string = `${filler}${"x".repeat(index)}`;
        expect(read(`${spaces}"${string}\u007f\u0020"`)).toBe(`${string}\u007f\u0020`);
        expect(() => read(`${spaces}"${filler}\u001f${"x".repeat(index)}"`)).toThrow(SyntaxError);
      }
    },
  );

  it("refuses what is no JSON beside a long string, and what is no UTF-8 in it", () => {
    for (const text of [
      `"${filler}`,
      `"${filler}"x`,
      `{"a":"${filler}"`,
      `"${filler}":1`,
      `"${filler}""${filler}"`,
    ])
      expect(() => read(text)).toThrow(SyntaxError);
    const broken = Buffer.concat([Buffer.from(`"${filler}`), Buffer.from([0xff]), Buffer.from('"')]);
    expect(() => parseJson(broken)).toThrow(TypeError);
  });

  it("keeps a byte order mark that is part of a string, and passes over the one of the text", () => {
    expect(read(`\uFEFF["\uFEFF${filler}"]`)).toEqual([`\uFEFF${filler}`]);
  });

  it("keeps the last of two properties with the same name", () => {
    expect(read(`{"a":"${filler}1","a":"${filler}2"}`)).toEqual({ a: `${filler}2` });
  });

  it("comes to the bottom of what is nested deeply", () => {
    const depth = 100_000;
    let value = read(`${"[".repeat(depth)}"${filler}"${"]".repeat(depth)}`);
    for (let level = 0; level < depth; level += 1) [value] = value as [unknown];
    expect(value).toBe(filler);
  });
});
