import { describe, expect, it } from "vitest";
import { attachmentToken, placeOf } from "./attachment-token.ts";

const place = { tenant: "lasting", commentId: "e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b", position: 3 };
const over = 1_000_000;
const token = attachmentToken("a secret", place, over);

describe("a token of an attachment", () => {
  it("opens its place until its time is over", () => {
    expect(placeOf("a secret", token, over - 1)).toEqual(place);
    expect(placeOf("a secret", token, over)).toBeUndefined();
  });

  it("opens nothing with another secret, or for another place or time", () => {
    expect(placeOf("another secret", token, 0)).toBeUndefined();
    const [, signature] = token.split(".");
    for (const claims of [
      ["other", place.commentId, place.position, over],
      [place.tenant, place.commentId, 4, over],
      [place.tenant, place.commentId, place.position, over * 2],
    ]) {
      const altered = Buffer.from(JSON.stringify(claims)).toString("base64url");
      expect(placeOf("a secret", `${altered}.${signature}`, 0)).toBeUndefined();
    }
  });

  it("opens nothing when one character of it is another, is missing, or is added", () => {
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === "A" ? "B" : "A";
      expect(placeOf("a secret", token.slice(0, at) + other + token.slice(at + 1), 0)).toBeUndefined();
      expect(placeOf("a secret", token.slice(0, at) + token.slice(at + 1), 0)).toBeUndefined();
    }
    for (const text of ["", ".", `${token}.`, `${token}A`, `${token}=`, "not a token"])
      expect(placeOf("a secret", text, 0)).toBeUndefined();
  });
});
