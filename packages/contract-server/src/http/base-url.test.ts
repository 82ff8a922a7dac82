import { describe, expect, it } from "vitest";
import { baseUrl } from "./base-url.ts";

describe("baseUrl", () => {
  it.for([
    ["127.0.0.1", "IPv4", "http://127.0.0.1:4010"],
    ["0.0.0.0", "IPv4", "http://127.0.0.1:4010"],
    ["::1", "IPv6", "http://[::1]:4010"],
    ["::", "IPv6", "http://[::1]:4010"],
  ] as const)("of a server on %s", ([address, family, url]) => {
    expect(baseUrl("http", { address, family, port: 4010 })).toBe(url);
    expect(baseUrl("https", { address, family, port: 4010 })).toBe(url.replace("http:", "https:"));
  });
});
