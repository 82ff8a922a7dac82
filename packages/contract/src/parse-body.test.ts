import { expect, it } from "vitest";
import { mostValues, parseBody } from "./parse-body.ts";

it("reads JSON, with a byte order mark or without", () => {
  expect(parseBody(Buffer.from('{"text":"é"}'))).toEqual({ json: { text: "é" } });
  expect(parseBody(Buffer.from('\uFEFF{"text":1}'))).toEqual({ json: { text: 1 } });
});

it.for(["", " ", "{", "\0", '{"a":1}x', "undefined"])("calls %j malformed", (text) => {
  expect(parseBody(Buffer.from(text))).toEqual({ refused: "malformed" });
});

it("calls bytes that are not UTF-8 malformed", () => {
  expect(parseBody(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ refused: "malformed" });
});

it("keeps __proto__ a property like any other", () => {
  const body = parseBody(Buffer.from('{"__proto__":{"action":"ADD_COMMUNICATION"}}')) as { json: object };
  expect(Object.getPrototypeOf(body.json)).toBe(Object.prototype);
});

it("calls what holds too many values too large, before it parses them", () => {
  expect(parseBody(Buffer.from(`[${"{},".repeat(mostValues / 2 - 1)}{}]`))).toHaveProperty("json");
  expect(parseBody(Buffer.from("{".repeat(mostValues + 1)))).toEqual({ refused: "tooLarge" });
});
