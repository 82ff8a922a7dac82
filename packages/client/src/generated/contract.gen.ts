// Generated from the contract by generate/generate.ts. Don't edit it.
/** The failures of each operation that are documented or inferred, in the contract's order. */
export const failures = {
  "addCaseComment": [
    {"kind":"missingApiKey","status":400,"error":"Secret key not provided!"},
    {"kind":"invalidAction","status":400,"error":"Invalid action"},
    {"kind":"missingRequiredField","status":400,"error":"Missing required field `text`","field":"text"},
    {"kind":"missingRequiredField","status":400,"error":"Missing required field `isRestricted`","field":"isRestricted"},
    {"kind":"missingRequiredField","status":400,"error":"Missing required field `author`","field":"author"},
    {"kind":"missingRequiredField","status":400,"error":"Missing required field `email`","field":"email"},
    {"kind":"missingAttachmentField","status":400,"error":"`content` field is required for attachments","field":"content"},
    {"kind":"missingAttachmentField","status":400,"error":"`fileName` field is required for attachments","field":"fileName"},
    {"kind":"invalidTaggedUser","status":400,"error":"`email` field is required for tagged users","field":"email"},
    {"kind":"permissionDenied","status":403,"error":"Permission denied!"},
    {"kind":"caseNotFound","status":404,"error":"No Case found for provided details!"},
  ],
} as const;

/** How each operation is asked for. */
export const requestLines = {
  "addCaseComment": {"method":"POST","path":"/api/v1/cases/{caseId}"},
} as const;

/** The header that holds the API key. */
export const apiKeyHeader = "cv-api-key";

/** Base URLs by the name of the environment. */
export const environments = {
  "staging": "https://api-staging.care360-next.carevalidate.com",
  "production": "https://api.care360-next.carevalidate.com"
} as const;

/** The largest request body that is sent unless an option says otherwise, in bytes. */
export const maxBodyBytes: number = 32000000;

/** What requests say they come from. */
export const packageName = "case-comments-client/0.1.0";
