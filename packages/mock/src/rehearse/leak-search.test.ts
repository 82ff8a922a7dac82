import { describe, expect, it } from "vitest";
import { createCanaries } from "./canaries.ts";
import { SearchedOutput } from "./leak-search.ts";

const canaries = createCanaries();
const text = canaries.text.value;
const found = (output: string) => new SearchedOutput(output).canaries(canaries);

describe("a canary", () => {
  it.for<[string, string]>([
    ["as it is", `failed: ${text}`],
    ["in colours", `failed: \u001b[31m${text.slice(0, 20)}\u001b[0m\u001b[1m${text.slice(20)}\u001b[0m`],
    ["broken over lines", `failed: ${text.slice(0, 25)}\n        ${text.slice(25)}`],
    ["in JSON in JSON", JSON.stringify(JSON.stringify({ text }))],
    ["in a URL", `/cases?text=${encodeURIComponent(text)}`],
    ["in hexadecimal", Buffer.from(text).toString("hex").replace(/../g, "$& ")],
    ["in base64", Buffer.from(text).toString("base64")],
    ["in base64, one byte later", Buffer.from(`=${text}`).toString("base64")],
    ["in base64, two bytes later", Buffer.from(`:"${text}"}`).toString("base64")],
    ["in base64url", Buffer.from(JSON.stringify({ text })).toString("base64url")],
    ["cut after 40 characters, as in the messages of vitest", `expected '${text.slice(0, 36)}…' to be 'x'`],
    ["in base64, in lines", Buffer.from(text).toString("base64").replace(/.{20}/g, "$&\n")],
  ])("is found %s", ([, output]) => {
    expect(found(output)).toEqual(["text"]);
  });

  it("is told from the others", () => {
    const { key, caseId, fileContent } = canaries;
    const output = [key.value, caseId.value.toUpperCase(), btoa(fileContent.value)].join("\n");
    expect(found(output)).toEqual(["key", "caseId", "fileContent"]);
  });

  it("is found in hexadecimal of either case", () => {
    const hexadecimal = Buffer.from(canaries.caseId.value).toString("hex");
    expect(found(hexadecimal)).toEqual(["caseId"]);
    expect(found(hexadecimal.toUpperCase())).toEqual(["caseId"]);
  });

  it("is found nowhere else", () => {
    const others = Object.values(createCanaries()).map(({ value }) => value);
    expect(found([...others, btoa(others.join()), "Canary was seen today."].join("\n"))).toEqual([]);
  });
});

describe("another value", () => {
  const output = new SearchedOutput(
    'expected {\n  "name": "Zo\\u00eb Quist, room 4"\n} at /cases?at=ward%20twelve%20north',
  );

  it.for<[string, boolean]>([
    ["Zoë Quist, room 4", true],
    ["ward twelve north", true],
    ["Zoë Quist, room 5", false],
    // Too short to mean anything.
    ["name", false],
  ])("%s: %s", ([value, isFound]) => {
    expect(output.value(value)).toBe(isFound);
  });
});
