import { describe, expect, it } from "vitest";
import { pathOf, queryOf } from "./request-target.ts";

describe("pathOf", () => {
  it.for([
    ["/a/b", "/a/b"],
    ["/a/b?c=/d#e", "/a/b"],
    ["/a%2Fb/%zz", "/a%2Fb/%zz"],
    ["/a/../b", "/a/../b"],
    ["//a", "//a"],
    ["http://host:80/a?b", "/a"],
    ["HTTPS://host/a", "/a"],
    ["http://host", ""],
    ["*", "*"],
    ["", ""],
    ["?a", ""],
  ] as const)("of %s is %s", ([target, path]) => {
    expect(pathOf(target)).toBe(path);
  });
});

describe("queryOf", () => {
  it.for([
    ["/a?limit=5&x=%20#e", "limit=5&x=+"],
    ["/a", ""],
    ["/a?", ""],
    ["/a?%zz", "%25zz="],
  ] as const)("of %s is %s", ([target, query]) => {
    expect(String(queryOf(target))).toBe(query);
  });
});
