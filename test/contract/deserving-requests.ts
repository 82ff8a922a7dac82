/**
 * Requests, written by hand, and the answer that each deserves: every documented answer once,
 * then requests that break several rules at a time. Names and bodies of the answers stand in
 * the table of facts.
 */
export interface DeservingRequest {
  title: string;
  answer: string;
  caseId?: string;
  /** Merged over the usual headers; `undefined` leaves one out. */
  headers?: Record<string, string | undefined>;
  /** JSON, or bytes that are sent as they are. */
  body: unknown;
}

export const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
export const usualHeaders = { "cv-api-key": "a-key-for-tests", "content-type": "application/json" };

const author = { email: "rosa.delgado@clinic.example" };
const communication = { text: "Please call back.", isRestricted: false, author };
const request = (changes: object) => ({
  action: "ADD_COMMUNICATION",
  communication: { ...communication, ...changes },
});
const valid = request({});
const file = { fileName: "scan.pdf", content: "JVBERi0xLjQK" };
const without = (field: keyof typeof communication) => request({ [field]: undefined });

export const oneReason: DeservingRequest[] = [
  { title: "the least that is valid", answer: "commentCreated", body: valid },
  {
    title: "everything at once",
    answer: "commentCreated",
    body: request({
      webhookNotify: false,
      author: { ...author, firstName: "Rosa", lastName: "Delgado" },
      attachments: [file, { ...file, isRestricted: true, isPHI: true }],
      taggedUsers: [{ email: "jonas.weber@clinic.example", firstName: "Jonas" }],
    }),
  },
  { title: "no key", answer: "missingApiKey", headers: { "cv-api-key": undefined }, body: valid },
  { title: "an empty key", answer: "missingApiKey", headers: { "cv-api-key": "" }, body: valid },
  { title: "half a body", answer: "malformedBody", body: Buffer.from('{"action":') },
  { title: "no body", answer: "malformedBody", body: Buffer.alloc(0) },
  { title: "an array", answer: "malformedBody", body: [] },
  { title: "no action", answer: "invalidAction", body: { communication } },
  { title: "another action", answer: "invalidAction", body: { ...valid, action: "DELETE_CASE" } },
  { title: "no communication", answer: "missingCommunication", body: { action: "ADD_COMMUNICATION" } },
  { title: "no text", answer: "missingRequiredField", body: without("text") },
  { title: "no isRestricted", answer: "missingRequiredFieldIsRestricted", body: without("isRestricted") },
  { title: "no author", answer: "missingRequiredFieldAuthor", body: without("author") },
  {
    title: "no author.email",
    answer: "missingRequiredFieldEmail",
    body: request({ author: { firstName: "Rosa" } }),
  },
  {
    title: "an attachment without content",
    answer: "missingAttachmentField",
    body: request({ attachments: [file, { fileName: "scan.pdf" }] }),
  },
  {
    title: "an attachment without a name",
    answer: "missingAttachmentFieldFileName",
    body: request({ attachments: [{ content: file.content }] }),
  },
  {
    title: "a tagged user without an address",
    answer: "invalidTaggedUser",
    body: request({ taggedUsers: [{ firstName: "Jonas" }] }),
  },
  { title: "a number for a text", answer: "invalidField", body: request({ text: 7 }) },
  { title: "null for a text", answer: "invalidField", body: request({ text: null }) },
  { title: "no address at all", answer: "invalidField", body: request({ author: { email: "rosa" } }) },
  {
    title: "the vendor's placeholder for content",
    answer: "invalidAttachmentContent",
    body: request({ attachments: [{ ...file, content: "BASE64_STRING" }] }),
  },
  {
    title: "the vendor's placeholder for the case",
    answer: "invalidCaseId",
    caseId: "YOUR_CASE_ID",
    body: valid,
  },
  {
    title: "the test key that is unknown",
    answer: "unknownApiKey",
    headers: { "cv-api-key": "unknown-test-key" },
    body: valid,
  },
  {
    title: "the test case of another organization",
    answer: "permissionDenied",
    caseId: "00000000-0000-4000-8000-000000000403",
    body: valid,
  },
  {
    title: "the test case that does not exist",
    answer: "caseNotFound",
    caseId: "00000000-0000-4000-8000-000000000404",
    body: valid,
  },
  { title: "one byte too many", answer: "bodyTooLarge", body: Buffer.alloc(32_000_001, " ") },
  {
    title: "no content type",
    answer: "unsupportedContentType",
    headers: { "content-type": undefined },
    body: valid,
  },
  {
    title: "text/plain",
    answer: "unsupportedContentType",
    headers: { "content-type": "text/plain" },
    body: valid,
  },
];

export const severalReasons: DeservingRequest[] = [
  {
    title: "too large, text/plain, no key",
    answer: "bodyTooLarge",
    headers: { "content-type": "text/plain", "cv-api-key": undefined },
    body: Buffer.alloc(32_000_001, " "),
  },
  {
    title: "text/plain, no key",
    answer: "unsupportedContentType",
    headers: { "content-type": "text/plain", "cv-api-key": undefined },
    body: valid,
  },
  {
    title: "no key, broken JSON, wrong case",
    answer: "missingApiKey",
    caseId: "x",
    headers: { "cv-api-key": undefined },
    body: Buffer.from("{"),
  },
  { title: "broken JSON, wrong case", answer: "malformedBody", caseId: "x", body: Buffer.from("{") },
  { title: "wrong action, no communication", answer: "invalidAction", body: { action: "x" } },
  {
    title: "no text, no isRestricted, no author",
    answer: "missingRequiredField",
    body: request({ text: undefined, isRestricted: undefined, author: undefined }),
  },
  {
    title: "no isRestricted, no author",
    answer: "missingRequiredFieldIsRestricted",
    body: request({ isRestricted: undefined, author: undefined }),
  },
  {
    title: "no author.email, an attachment without content",
    answer: "missingRequiredFieldEmail",
    body: request({ author: {}, attachments: [{}] }),
  },
  {
    title: "first an attachment without a name, then one without content",
    answer: "missingAttachmentFieldFileName",
    body: request({ attachments: [{ content: "" }, { fileName: "a" }] }),
  },
  {
    title: "an attachment without anything",
    answer: "missingAttachmentField",
    body: request({ attachments: [{}] }),
  },
  {
    title: "a bad attachment and a bad tagged user",
    answer: "missingAttachmentFieldFileName",
    body: request({ attachments: [{ content: "" }], taggedUsers: [{}] }),
  },
  {
    title: "a wrong type and a bad tagged user",
    answer: "invalidTaggedUser",
    body: request({ text: 7, taggedUsers: [{}] }),
  },
  {
    title: "a wrong type and content that is not base64",
    answer: "invalidField",
    body: request({ text: 7, attachments: [{ ...file, content: "!" }] }),
  },
  {
    title: "content that is not base64, wrong case",
    answer: "invalidAttachmentContent",
    caseId: "x",
    body: request({ attachments: [{ ...file, content: "!" }] }),
  },
  {
    title: "no text in the case that does not exist",
    answer: "missingRequiredField",
    caseId: "00000000-0000-4000-8000-000000000404",
    body: without("text"),
  },
  {
    title: "a wrong type and no text",
    answer: "missingRequiredField",
    body: request({ text: undefined, webhookNotify: "yes" }),
  },
];
