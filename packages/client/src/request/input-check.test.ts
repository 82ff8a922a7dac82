import { checkRequest } from "@case-comments/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseId, comment, leaksOf, shown } from "../../test/canaries.ts";
import { partsOf } from "../attachments/attachment.ts";
import { fromBase64, fromBlob, fromBytes, fromStream } from "../attachments/sources.ts";
import { checkInput } from "./input-check.ts";

function issuesOf(id: unknown, input: unknown): string[] {
  const checked = checkInput(id, input);
  if (!("issues" in checked)) return [];
  expect(leaksOf(JSON.stringify(checked.issues))).toEqual([]);
  return checked.issues.map(({ path, code }) => `${path} ${code}`);
}

describe("checkInput", () => {
  it("has nothing against a valid comment", () => {
    expect(
      issuesOf(caseId.toUpperCase(), { ...comment, attachments: [fromBytes(new Uint8Array(), shown)] }),
    ).toEqual([]);
  });

  it("names every rule that is broken", () => {
    expect(
      issuesOf("..", {
        isRestricted: "no",
        webhookNotify: 1,
        author: { email: "planted-nobody", firstName: null },
        taggedUsers: [{}, null, { email: "a@clinic.example", lastName: 5 }],
        attachments: [
          { ...shown, content: "" },
          fromBytes(Buffer.from("x"), { ...shown, fileName: "" }),
          fromBlob(new Blob([]), { isPHI: true, isRestricted: "no" } as never),
          fromBytes("planted-text" as never, { fileName: "a" } as never),
          fromBase64("planted-", { ...shown }),
          fromBase64("QQ=", shown),
          fromBase64(5 as never, shown),
          fromBlob("planted-text" as never, shown),
          fromStream(() => new ReadableStream(), -1, shown),
        ],
      }),
    ).toEqual([
      "/caseId uuid",
      "/text required",
      "/isRestricted type",
      "/webhookNotify type",
      "/author/email email",
      "/author/firstName type",
      "/taggedUsers/0/email required",
      "/taggedUsers/1 type",
      "/taggedUsers/2/lastName type",
      "/attachments/0 type",
      "/attachments/1/fileName empty",
      "/attachments/2/fileName required",
      "/attachments/2/isRestricted type",
      "/attachments/3/isRestricted required",
      "/attachments/3/isPHI required",
      "/attachments/3/content type",
      "/attachments/4/content base64",
      "/attachments/5/content base64",
      "/attachments/6/content type",
      "/attachments/7/content type",
      "/attachments/8/content type",
    ]);
  });

  it("names fields that the API doesn't know, but not what only looks like a name", () => {
    const typo = { ...comment, webhookNotfy: false, "planted text": 1, category: undefined };
    const attachments = [fromBytes(new Uint8Array(), { ...shown, isPhi: true } as never)];
    expect(issuesOf(caseId, { ...typo, attachments })).toEqual([
      "/webhookNotfy unknownField",
      " unknownField",
      "/attachments/0/isPhi unknownField",
    ]);
    expect(issuesOf(caseId, { ...comment, author: { ...comment.author, id: 7 } })).toEqual([]);
  });

  it.each([
    [undefined, ["/caseId required", " required"]],
    [null, ["/caseId required", " type"]],
    [[], ["/caseId required", " type"]],
    ["a comment", ["/caseId required", " type"]],
    [
      { ...comment, author: undefined, attachments: {}, taggedUsers: "all" },
      ["/caseId required", "/author required", "/attachments type", "/taggedUsers type"],
    ],
  ])("survives %j", (input, issues) => {
    expect(issuesOf(undefined, input)).toEqual(issues);
  });

  it("gets to the end of texts that a careless pattern would never get through", () => {
    const attachments = [fromBase64(`${"A".repeat(24e6 - 1)}!`, shown)];
    expect(issuesOf(caseId, { ...comment, author: { email: `a@${"b".repeat(8e6)}` }, attachments })).toEqual([
      "/author/email email",
      "/attachments/0/content base64",
    ]);
  });

  /**
   * Deliberate differences: an attachment must say `isPHI` and `isRestricted`, and its file name
   * must not be empty. The contract leaves these open, so the generator keeps away from them.
   */
  it("agrees with the contract", () => {
    const text = fc.string({ unit: "binary", maxLength: 12 });
    const junk = fc.constantFrom(null, 5, true, "x", "", "a@b", [], {}, undefined);
    const mostly = (value: fc.Arbitrary<unknown>) =>
      fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: junk });
    const email = fc.oneof(
      fc.emailAddress(),
      fc.constantFrom("a@b", "@", "a@", "@b", "a b@c", "ä@ö", "a@b@c", "\u0001@b", "\u007f@b"),
    );
    const person = fc.record(
      { email: mostly(email), firstName: mostly(text), lastName: mostly(text) },
      { requiredKeys: [] },
    );
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString("base64")),
      fc.constantFrom("", "=", "A", "AA==", "AAA=", "AAAA", "A===", "AA=A", "AA-_", "AA\n=", "data:,A"),
    );
    const file = fc.record({
      content,
      fileName: text.filter((name) => name !== ""),
      isPHI: fc.boolean(),
      isRestricted: fc.boolean(),
    });
    const communication = fc.record(
      {
        text: mostly(text),
        isRestricted: mostly(fc.boolean()),
        author: mostly(person),
        webhookNotify: mostly(fc.boolean()),
        taggedUsers: mostly(fc.array(mostly(person), { maxLength: 3 })),
        attachments: fc.array(file, { maxLength: 3 }),
      },
      { requiredKeys: ["text", "isRestricted", "author"] },
    );
    const id = fc.oneof(
      fc.uuid(),
      fc.constantFrom(caseId.toUpperCase(), "", "..", `urn:uuid:${caseId}`, `${caseId}0`),
    );
    fc.assert(
      fc.property(id, communication, (path, sent) => {
        const { attachments, ...fields } = sent;
        const json = JSON.parse(JSON.stringify({ action: "ADD_COMMUNICATION", communication: sent }));
        const failure = checkRequest({
          operation: "addCaseComment",
          path: { caseId: path },
          headers: { "cv-api-key": "key", "content-type": "application/json" },
          body: { json },
        });
        const input = attachments
          ? {
              ...fields,
              attachments: attachments.map(({ content, ...options }) => fromBase64(content, options)),
            }
          : fields;
        expect(issuesOf(path, input).length === 0).toBe(failure === undefined);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("an attachment", () => {
  it("is known by its brand, not by its form", () => {
    expect(partsOf(fromBytes(new Uint8Array(), shown))?.options).toEqual(shown);
    expect([null, undefined, "x", {}, { ...fromBytes(new Uint8Array(), shown) }].map(partsOf)).toEqual(
      Array(5).fill(undefined),
    );
  });
});
