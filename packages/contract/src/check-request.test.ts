import { describe, expect, it } from "vitest";
import { checkRequest, contract, testApiKeys, testCaseIds } from "./index.ts";

interface Draft {
  action?: unknown;
  communication?: Record<string, unknown>;
}

const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const headers = { "cv-api-key": "a key", "content-type": "application/json" };

function answerTo(change: (draft: Draft) => void, request: Partial<Parameters<typeof checkRequest>[0]> = {}) {
  const json: Draft = {
    action: "ADD_COMMUNICATION",
    communication: { text: "…", isRestricted: false, author: { email: "rosa@clinic.example" } },
  };
  change(json);
  return checkRequest({ operation: "addCaseComment", path: { caseId }, headers, body: { json }, ...request })
    ?.name;
}

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
    for (const [failure, id] of Object.entries(testCaseIds)) {
      expect(answerTo(() => {}, { path: { caseId: id.toUpperCase() } })).toBe(failure);
    }
    const key = { "cv-api-key": testApiKeys.unknownApiKey };
    expect(answerTo(() => {}, { headers: { ...headers, ...key } })).toBe("unknownApiKey");
  });

  it("is not fooled by what every object inherits", () => {
    const json = JSON.parse('{"__proto__":{"action":"ADD_COMMUNICATION"},"communication":{"constructor":1}}');
    expect(answerTo(() => {}, { body: { json } })).toBe("invalidAction");
    expect(answerTo(() => {}, { body: { json: Object.create({ action: "ADD_COMMUNICATION" }) } })).toBe(
      "invalidAction",
    );
  });

  it("does not know other operations", () => {
    expect(() => contract.checkRequest({ operation: "x", path: {}, headers: {}, body: { json: 1 } })).toThrow(
      RangeError,
    );
  });
});
