import { describe, expect, it } from "vitest";
import { base64, date_time, email, uuid } from "./formats.ts";

describe("uuid", () => {
  it("is the hyphenated form alone", () => {
    expect(uuid("7C0E6F7A-52f4-4c1e-9c41-0f5a4f0a2b11")).toBe(true);
    for (const text of [
      "urn:uuid:7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11",
      "7c0e6f7a52f44c1e9c410f5a4f0a2b11",
      "x",
      "",
    ]) {
      expect(uuid(text)).toBe(false);
    }
  });
});

describe("email", () => {
  it("takes 320 characters, and no more", () => {
    expect([318, 319].map((length) => email(`a@${"b".repeat(length)}`))).toEqual([true, false]);
  });

  it.for(["a@b", "a@localhost", "björn@größe.example", '"a b"@c'.replace(" ", ""), "a@b@c"])(
    "takes %s",
    (text) => {
      expect(email(text)).toBe(true);
    },
  );

  it.for(["", "a", "@", "a@", "@b", "a b@c", "a@b\n", "a\0@b", `a@${"b".repeat(320)}`])(
    "refuses %j",
    (text) => {
      expect(email(text)).toBe(false);
    },
  );
});

describe("base64", () => {
  it.for(["", "QQ==", "QUI=", "QUJD", "+/+/"])("takes %j", (text) => {
    expect(base64(text)).toBe(true);
  });

  it.for(["Q", "QQ", "QQ=", "QQ==\n", "Q-_=", "BASE64_STRING", "=QQ=", "data:,x"])("refuses %j", (text) => {
    expect(base64(text)).toBe(false);
  });

  it("reads 24 million characters", () => {
    expect(base64("A".repeat(24_000_000))).toBe(true);
    expect(base64(`${"A".repeat(24_000_000)}=A==`)).toBe(false);
  });
});

describe("date-time", () => {
  it("is RFC 3339 with a zone", () => {
    expect(date_time("2024-09-04T12:00:00.000Z")).toBe(true);
    expect(date_time("2024-09-04T12:00:00+02:00")).toBe(true);
    for (const text of ["2024-09-04", "2024-13-04T12:00:00Z", "2024-09-04T12:00:00", "now"]) {
      expect(date_time(text)).toBe(false);
    }
  });
});
