/**
 * What is known about the endpoint, written down by hand from the vendor's pages. The contract
 * is held to this table; nothing here is derived from the contract.
 *
 * "documented" facts stand on the page of the endpoint, "inferred" ones follow from it or from
 * another page of the vendor's, "assumed" ones had to be made up so that a mock can answer.
 */
export type Provenance = "documented" | "inferred" | "assumed";

export const servers: [environment: string, url: string][] = [
  // Staging first: a tool that takes the first one must not post to real cases.
  ["staging", "https://api-staging.care360-next.carevalidate.com"],
  ["production", "https://api.care360-next.carevalidate.com"],
];

/** The vendor's public pages. A reason names one by a part of its address. */
export const pages = [
  "https://docs.careglp.com/docs/Case/case-comments",
  "https://docs-staging.careglp.com/docs/Case/case-comments",
  "https://docs-staging.careglp.com/docs/Case/request-refill-url",
  "https://docs.careglp.com/docs/case-webhook-payloads/introduction",
  "https://docs.careglp.com/docs/case-webhook-payloads/event-based-webhook/add-case-attachment",
  "https://docs.careglp.com/docs/case-webhook-payloads/event-based-webhook/add-case-comment",
  "https://support.careglp.com/support/solutions/articles/73000645068-case-updates-webhook-payload-format",
];

/** A field of a request body, or a parameter. */
export interface Field {
  path: string;
  type: "string" | "number" | "integer" | "boolean" | "object" | "array";
  required: boolean;
  /** Every other keyword of the schema that a request can break, and the default. */
  states?: Record<string, unknown>;
  /** Documented, unless it says otherwise. */
  provenance?: Provenance;
}

/** A documented error response. The title is what the page calls it, where it stands there. */
export type FailureFact = [
  name: string,
  kind: string,
  status: number,
  error: string,
  provenance: Provenance,
  title?: string,
];

export interface OperationFacts {
  method: string;
  path: string;
  /** Every parameter, as `path.caseId`, and no other. The API key stands apart, under `apiKey`. */
  parameters: Field[];
  /** Every field of the request body, and no other. */
  requestFields: Field[];
  /** The one success. Without content it has no name and no body. */
  success: { status: number; name?: string; title?: string; body?: unknown };
  /** Every failure, in the order in which a request is checked against those of one status. */
  failures: FailureFact[];
}

/** The header that every request carries its key in. */
export const apiKey = { type: "apiKey", in: "header", name: "cv-api-key" };

const requestFields: Field[] = [
  { path: "action", type: "string", required: true, states: { const: "ADD_COMMUNICATION" } },
  { path: "communication", type: "object", required: true },
  { path: "communication.text", type: "string", required: true },
  // The page says "required" and "false by default" of this one; it is required and has no default.
  { path: "communication.isRestricted", type: "boolean", required: true, provenance: "inferred" },
  // It stands on one copy of the page, and not on another.
  {
    path: "communication.webhookNotify",
    type: "boolean",
    required: false,
    states: { default: true },
    provenance: "inferred",
  },
  { path: "communication.author", type: "object", required: true },
  { path: "communication.author.email", type: "string", required: true, states: { format: "email" } },
  { path: "communication.author.firstName", type: "string", required: false },
  { path: "communication.author.lastName", type: "string", required: false },
  { path: "communication.attachments", type: "array", required: false },
  { path: "communication.attachments[].fileName", type: "string", required: true },
  {
    path: "communication.attachments[].content",
    type: "string",
    required: true,
    states: { contentEncoding: "base64" },
    provenance: "inferred",
  },
  {
    path: "communication.attachments[].isRestricted",
    type: "boolean",
    required: false,
    provenance: "inferred",
  },
  { path: "communication.attachments[].isPHI", type: "boolean", required: false },
  { path: "communication.taggedUsers", type: "array", required: false, provenance: "inferred" },
  { path: "communication.taggedUsers[].email", type: "string", required: true, states: { format: "email" } },
  { path: "communication.taggedUsers[].firstName", type: "string", required: false },
  { path: "communication.taggedUsers[].lastName", type: "string", required: false },
];

/** The body of the one success, exactly. */
export const created = {
  status: 200,
  success: true,
  message: "Case comment created successfully",
  data: { commentId: "e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b", createdAt: "2024-09-04T12:00:00.000Z" },
};

/** The failures of `addCaseComment`. */
export const failures: FailureFact[] = [
  ["missingApiKey", "missingApiKey", 400, "Secret key not provided!", "inferred"],
  ["malformedBody", "malformedBody", 400, "Request body must be a JSON object", "assumed"],
  ["invalidAction", "invalidAction", 400, "Invalid action", "documented", "Invalid Action"],
  ["invalidActionMissing", "invalidAction", 400, "Invalid action", "inferred"],
  ["missingCommunication", "missingCommunication", 400, "Missing required field `communication`", "assumed"],
  [
    "missingRequiredField",
    "missingRequiredField",
    400,
    "Missing required field `text`",
    "documented",
    "Missing Required Fields",
  ],
  [
    "missingRequiredFieldIsRestricted",
    "missingRequiredField",
    400,
    "Missing required field `isRestricted`",
    "inferred",
  ],
  ["missingRequiredFieldAuthor", "missingRequiredField", 400, "Missing required field `author`", "inferred"],
  ["missingRequiredFieldEmail", "missingRequiredField", 400, "Missing required field `email`", "inferred"],
  [
    "missingAttachmentField",
    "missingAttachmentField",
    400,
    "`content` field is required for attachments",
    "documented",
    "Missing Attachment Fields",
  ],
  [
    "missingAttachmentFieldFileName",
    "missingAttachmentField",
    400,
    "`fileName` field is required for attachments",
    "inferred",
  ],
  [
    "invalidTaggedUser",
    "invalidTaggedUser",
    400,
    "`email` field is required for tagged users",
    "documented",
    "Invalid Tagged User",
  ],
  ["invalidField", "invalidField", 400, "A field has the wrong type or format", "assumed"],
  ["invalidAttachmentContent", "invalidAttachmentContent", 400, "`content` must be base64", "assumed"],
  ["invalidCaseId", "invalidCaseId", 400, "Case id must be a UUID", "assumed"],
  ["unknownApiKey", "unknownApiKey", 401, "Secret key is not valid!", "assumed"],
  ["permissionDenied", "permissionDenied", 403, "Permission denied!", "documented", "Permission Denied"],
  [
    "caseNotFound",
    "caseNotFound",
    404,
    "No Case found for provided details!",
    "documented",
    "Case Not Found",
  ],
  ["bodyTooLarge", "bodyTooLarge", 413, "Request body is too large", "assumed"],
  [
    "unsupportedContentType",
    "unsupportedContentType",
    415,
    "Content-Type must be application/json",
    "assumed",
  ],
];

/** Every operation, and no other. */
export const operations = {
  addCaseComment: {
    method: "POST",
    path: "/api/v1/cases/{caseId}",
    parameters: [{ path: "path.caseId", type: "string", required: true, states: { format: "uuid" } }],
    requestFields,
    success: { status: 200, name: "commentCreated", title: "Success", body: created },
    failures,
  },
} satisfies Record<string, OperationFacts>;

/** What the vendor's webhook pages say. */
export const webhook = {
  event: "ADD_CASE_COMMENT",
  signatureHeader: "x-cv-signature",
  /** The property of the payload that holds the comment: today's, and an older one. */
  forms: ["comments", "comment"],
  roles: ["USER", "CASEMANAGER", "CASEWORKER", "ADMIN", "CVADMIN", "CVTPA"],
  authorFields: {
    id: "string",
    email: "string",
    firstName: "string",
    lastName: "string",
    role: "string",
    title: ["string", "null"],
    titleSuffix: ["string", "null"],
    npi: ["string", "null"],
    dea: ["string", "null"],
    organizationAccess: "array",
  },
  commentFields: ["attachments", "author", "createdAt", "forms", "id", "isRestricted", "text"],
};
