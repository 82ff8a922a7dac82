import { MIMEType } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { isMediaType } from "./media-type.ts";

it.for([
  "application/json",
  "Application/JSON",
  "application/json; charset=utf-8",
  'application/json;charset="UTF-8"',
  "application/json ; charset=utf8; boundary=x",
])("takes %s", (header) => {
  expect(isMediaType(header, ["application/json"])).toBe(true);
});

it.for([
  undefined,
  "",
  ";",
  "text/plain",
  "application/vnd.api+json",
  "application/json; charset=latin1",
  "application/jsonx",
])("refuses %s", (header) => {
  expect(isMediaType(header, ["application/json"])).toBe(false);
});

it("agrees with a parser of the standard, whatever it is given", () => {
  const part = fc.constantFrom(
    ...'application/json|; |;|charset|CharSet|=|utf-8|UTF8|latin1|"|\\\\|/| |\t|é|\u00a0|\u0100|,|a'.split(
      "|",
    ),
  );
  const beginning = fc.constantFrom(
    "application/json;charset=",
    "application/json;",
    " Application/JSON ",
    "",
  );
  // HTTP takes off the white space at the end, and Node's parser of media types relies on that.
  const header = fc
    .tuple(beginning, fc.array(part, { maxLength: 12 }))
    .map(([start, parts]) => (start + parts.join("")).replace(/[\t ]+$/, ""));
  fc.assert(
    fc.property(header, (text) => {
      expect(isMediaType(text, ["application/json"])).toBe(isJsonToNode(text));
    }),
    { numRuns: 5_000 },
  );
});

function isJsonToNode(header: string): boolean {
  try {
    const { essence, params } = new MIMEType(header);
    return essence === "application/json" && /^utf-?8$/i.test(params.get("charset") ?? "utf-8");
  } catch {
    return false;
  }
}
