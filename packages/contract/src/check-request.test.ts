import { describe, expect, it } from "vitest";
import { checkRequest, contract, operation } from "./index.ts";

interface Draft {
  action?: unknown;
  communication?: Record<string, unknown>;
}

const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const headers = { "cv-api-key": "a key", "content-type": "application/json" };

type Changes = Partial<Parameters<typeof checkRequest>[0]>;

function failureOf(change: (draft: Draft) => void, request: Changes = {}) {
  const json: Draft = {
    action: "ADD_COMMUNICATION",
    communication: { text: "…", isRestricted: false, author: { email: "rosa@clinic.example" } },
  };
  change(json);
  return checkRequest({ operation: "addCaseComment", path: { caseId }, headers, body: { json }, ...request });
}

const answerTo = (...request: Parameters<typeof failureOf>) => failureOf(...request)?.response.name;
const violationsOf = (...request: Parameters<typeof failureOf>) =>
  failureOf(...request)?.violations.map(({ in: location, pointer, rule }) => `${rule} ${location}${pointer}`);

const communication = (fields: object) => (draft: Draft) => Object.assign(draft.communication ?? {}, fields);

describe("checkRequest", () => {
  it("has nothing against a valid request", () => {
    expect(answerTo(() => {})).toBeUndefined();
    expect(answerTo(communication({ somethingElse: [null] }))).toBeUndefined();
  });

  it("names the first item of an array that breaks a rule", () => {
    const nameless = { content: "QQ==" };
    const empty = { fileName: "a.txt" };
    expect(answerTo(communication({ attachments: [nameless, empty] }))).toBe(
      "missingAttachmentFieldFileName",
    );
    expect(answerTo(communication({ attachments: [empty, nameless] }))).toBe("missingAttachmentField");
    expect(answerTo(communication({ attachments: [{}] }))).toBe("missingAttachmentField");
    expect(answerTo(communication({ attachments: [7, nameless] }))).toBe("missingAttachmentFieldFileName");
  });

  it("looks at missing fields before it looks at wrong ones", () => {
    const attachments = [{ fileName: 5, content: "BASE64_STRING" }];
    expect(answerTo(communication({ attachments, taggedUsers: [{}] }))).toBe("invalidTaggedUser");
    expect(answerTo(communication({ attachments }))).toBe("invalidField");
    expect(answerTo(communication({ attachments: [{ fileName: "a", content: "BASE64_STRING" }] }))).toBe(
      "invalidAttachmentContent",
    );
  });

  it("tells null from missing", () => {
    expect(answerTo(communication({ text: null }))).toBe("invalidField");
    expect(answerTo(communication({ text: undefined }))).toBe("missingRequiredField");
    expect(answerTo((draft) => Object.assign(draft, { action: null }))).toBe("invalidAction");
    expect(answerTo((draft) => Object.assign(draft, { communication: null }))).toBe("invalidField");
  });

  it("goes through its phases in order", () => {
    const wrong = (draft: Draft) => Object.assign(draft, { action: "DELETE" });
    const path = { caseId: "YOUR_CASE_ID" };
    expect(answerTo(wrong, { headers: {}, body: { refused: "tooLarge" }, path })).toBe("bodyTooLarge");
    expect(answerTo(wrong, { headers: {}, path })).toBe("unsupportedContentType");
    expect(answerTo(wrong, { headers: { ...headers, "cv-api-key": " " }, path })).toBe("missingApiKey");
    expect(answerTo(wrong, { body: { refused: "malformed" }, path })).toBe("malformedBody");
    expect(answerTo(wrong, { body: { json: [] }, path })).toBe("malformedBody");
    expect(answerTo(wrong, { path })).toBe("invalidAction");
    expect(answerTo(() => {}, { path })).toBe("invalidCaseId");
  });

  it("knows the test values", () => {
    for (const { in: location, name, value, failure } of operation("addCaseComment").reservedValues) {
      const request: Changes =
        location === "path"
          ? { path: { [name]: value.toUpperCase() } }
          : { headers: { ...headers, [name]: value } };
      expect(answerTo(() => {}, request)).toBe(failure);
      expect(violationsOf(() => {}, request)).toEqual([`reserved ${location}/${name}`]);
    }
    expect(answerTo(() => {}, { headers: { ...headers, "cv-api-key": "UNKNOWN-TEST-KEY" } })).toBeUndefined();
  });

  it("tells where each rule is broken, and never by what", () => {
    expect(violationsOf((draft) => Object.assign(draft, { action: "planted" }))).toEqual([
      "const body/action",
    ]);
    expect(violationsOf(communication({ text: undefined, author: { firstName: 5 } }))).toEqual([
      "required body/communication/text",
      "required body/communication/author/email",
      "type body/communication/author/firstName",
    ]);
    const attachments = [{ fileName: "a", content: "" }, { content: "planted" }, {}];
    expect(violationsOf(communication({ attachments, taggedUsers: [{ email: "planted" }] }))).toEqual([
      "required body/communication/attachments/1/fileName",
      "format body/communication/taggedUsers/0/email",
      "contentEncoding body/communication/attachments/1/content",
    ]);
    expect(violationsOf(communication({ author: "planted" }))).toEqual(["type body/communication/author"]);
    const none = () => {};
    expect(violationsOf(none, { body: { refused: "tooLarge" } })).toEqual(["maxBytes body"]);
    expect(violationsOf(none, { body: { refused: "malformed" } })).toEqual(["json body"]);
    expect(violationsOf(none, { headers: {} })).toEqual(["mediaType header/content-type"]);
    expect(violationsOf(none, { headers: { "content-type": "application/json" } })).toEqual([
      "required header/cv-api-key",
    ]);
    expect(violationsOf(none, { path: { caseId: "planted" } })).toEqual(["format path/caseId"]);
    expect(violationsOf(none, { body: { json: 7 } })).toEqual(["type body"]);
  });

  it("takes a request without a body for one with an unreadable body", () => {
    expect(answerTo(() => {}, { body: undefined as never })).toBe("malformedBody");
  });

  it("is not fooled by what every object inherits", () => {
    const json = JSON.parse('{"__proto__":{"action":"ADD_COMMUNICATION"},"communication":{"constructor":1}}');
    expect(answerTo(() => {}, { body: { json } })).toBe("invalidActionMissing");
    expect(answerTo(() => {}, { body: { json: Object.create({ action: "ADD_COMMUNICATION" }) } })).toBe(
      "invalidActionMissing",
    );
  });

  it("does not know other operations", () => {
    expect(() => contract.checkRequest({ operation: "x", path: {}, headers: {}, body: { json: 1 } })).toThrow(
      RangeError,
    );
  });
});
