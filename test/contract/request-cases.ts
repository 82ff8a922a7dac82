/**
 * Requests, written by hand, and the response that each gets: every documented response once, then
 * requests that break several rules at a time. Texts and bodies stand in the table of facts.
 */
export interface RequestCase {
  title: string;
  /** The name of the response's example, or its status if it has none. */
  expected: string;
  /** Merged over the usual parameters of the path. */
  path?: Record<string, string>;
  query?: string;
  /** Merged over the usual headers; `undefined` leaves one out. */
  headers?: Record<string, string | undefined>;
  /** JSON, or bytes that are sent as they are; absent, the request has none. */
  body?: unknown;
}

export const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";

const author = { email: "rosa.delgado@clinic.example" };
const communication = { text: "Please call back.", isRestricted: false, author };
const request = (changes: object) => ({
  action: "ADD_COMMUNICATION",
  communication: { ...communication, ...changes },
});
const valid = request({});
const file = { fileName: "scan.pdf", content: "JVBERi0xLjQK" };
const without = (field: keyof typeof communication) => request({ [field]: undefined });

const addCaseComment: RequestCase[] = [
  { title: "the least that is valid", expected: "commentCreated", body: valid },
  {
    title: "everything at once",
    expected: "commentCreated",
    body: request({
      webhookNotify: false,
      author: { ...author, firstName: "Rosa", lastName: "Delgado" },
      attachments: [file, { ...file, isRestricted: true, isPHI: true }],
      taggedUsers: [{ email: "jonas.weber@clinic.example", firstName: "Jonas" }],
    }),
  },
  { title: "no key", expected: "missingApiKey", headers: { "cv-api-key": undefined }, body: valid },
  { title: "an empty key", expected: "missingApiKey", headers: { "cv-api-key": "" }, body: valid },
  { title: "half a body", expected: "malformedBody", body: Buffer.from('{"action":') },
  { title: "no body", expected: "malformedBody", body: Buffer.alloc(0) },
  { title: "an array", expected: "malformedBody", body: [] },
  { title: "no action", expected: "invalidActionMissing", body: { communication } },
  { title: "another action", expected: "invalidAction", body: { ...valid, action: "DELETE_CASE" } },
  { title: "no communication", expected: "missingCommunication", body: { action: "ADD_COMMUNICATION" } },
  { title: "no text", expected: "missingRequiredField", body: without("text") },
  { title: "no isRestricted", expected: "missingRequiredFieldIsRestricted", body: without("isRestricted") },
  { title: "no author", expected: "missingRequiredFieldAuthor", body: without("author") },
  {
    title: "no author.email",
    expected: "missingRequiredFieldEmail",
    body: request({ author: { firstName: "Rosa" } }),
  },
  {
    title: "an attachment without content",
    expected: "missingAttachmentField",
    body: request({ attachments: [file, { fileName: "scan.pdf" }] }),
  },
  {
    title: "an attachment without a name",
    expected: "missingAttachmentFieldFileName",
    body: request({ attachments: [{ content: file.content }] }),
  },
  {
    title: "a tagged user without an address",
    expected: "invalidTaggedUser",
    body: request({ taggedUsers: [{ firstName: "Jonas" }] }),
  },
  { title: "a number for a text", expected: "invalidField", body: request({ text: 7 }) },
  { title: "null for a text", expected: "invalidField", body: request({ text: null }) },
  { title: "no address at all", expected: "invalidField", body: request({ author: { email: "rosa" } }) },
  {
    title: "the vendor's placeholder for content",
    expected: "invalidAttachmentContent",
    body: request({ attachments: [{ ...file, content: "BASE64_STRING" }] }),
  },
  {
    title: "the vendor's placeholder for the case",
    expected: "invalidCaseId",
    path: { caseId: "YOUR_CASE_ID" },
    body: valid,
  },
  {
    title: "the test key that is unknown",
    expected: "unknownApiKey",
    headers: { "cv-api-key": "unknown-test-key" },
    body: valid,
  },
  {
    title: "the test case of another organization",
    expected: "permissionDenied",
    path: { caseId: "00000000-0000-4000-8000-000000000403" },
    body: valid,
  },
  {
    title: "the test case that does not exist",
    expected: "caseNotFound",
    path: { caseId: "00000000-0000-4000-8000-000000000404" },
    body: valid,
  },
  { title: "one byte too many", expected: "bodyTooLarge", body: Buffer.alloc(32_000_001, " ") },
  {
    title: "no content type",
    expected: "unsupportedContentType",
    headers: { "content-type": undefined },
    body: valid,
  },
  {
    title: "text/plain",
    expected: "unsupportedContentType",
    headers: { "content-type": "text/plain" },
    body: valid,
  },

  // Several rules at a time: the first in the order of the checks decides.
  {
    title: "too large, text/plain, no key",
    expected: "bodyTooLarge",
    headers: { "content-type": "text/plain", "cv-api-key": undefined },
    body: Buffer.alloc(32_000_001, " "),
  },
  {
    title: "text/plain, no key",
    expected: "unsupportedContentType",
    headers: { "content-type": "text/plain", "cv-api-key": undefined },
    body: valid,
  },
  {
    title: "no key, broken JSON, wrong case",
    expected: "missingApiKey",
    path: { caseId: "x" },
    headers: { "cv-api-key": undefined },
    body: Buffer.from("{"),
  },
  {
    title: "broken JSON, wrong case",
    expected: "malformedBody",
    path: { caseId: "x" },
    body: Buffer.from("{"),
  },
  { title: "wrong action, no communication", expected: "invalidAction", body: { action: "x" } },
  {
    title: "no text, no isRestricted, no author",
    expected: "missingRequiredField",
    body: request({ text: undefined, isRestricted: undefined, author: undefined }),
  },
  {
    title: "no isRestricted, no author",
    expected: "missingRequiredFieldIsRestricted",
    body: request({ isRestricted: undefined, author: undefined }),
  },
  {
    title: "no author.email, an attachment without content",
    expected: "missingRequiredFieldEmail",
    body: request({ author: {}, attachments: [{}] }),
  },
  {
    title: "first an attachment without a name, then one without content",
    expected: "missingAttachmentFieldFileName",
    body: request({ attachments: [{ content: "" }, { fileName: "a" }] }),
  },
  {
    title: "an attachment without anything",
    expected: "missingAttachmentField",
    body: request({ attachments: [{}] }),
  },
  {
    title: "a bad attachment and a bad tagged user",
    expected: "missingAttachmentFieldFileName",
    body: request({ attachments: [{ content: "" }], taggedUsers: [{}] }),
  },
  {
    title: "a wrong type and a bad tagged user",
    expected: "invalidTaggedUser",
    body: request({ text: 7, taggedUsers: [{}] }),
  },
  {
    title: "a wrong type and content that is not base64",
    expected: "invalidField",
    body: request({ text: 7, attachments: [{ ...file, content: "!" }] }),
  },
  {
    title: "content that is not base64, wrong case",
    expected: "invalidAttachmentContent",
    path: { caseId: "x" },
    body: request({ attachments: [{ ...file, content: "!" }] }),
  },
  {
    title: "no text in the case that does not exist",
    expected: "missingRequiredField",
    path: { caseId: "00000000-0000-4000-8000-000000000404" },
    body: without("text"),
  },
  {
    title: "a wrong type and no text",
    expected: "missingRequiredField",
    body: request({ text: undefined, webhookNotify: "yes" }),
  },
];

/** The cases of every operation. */
export const requestCases: Record<string, RequestCase[]> = { addCaseComment };
