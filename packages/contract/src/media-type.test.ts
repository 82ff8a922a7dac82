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
