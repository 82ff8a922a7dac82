import { type Envelope, jsonResponse } from "@case-comments/contract-server";

/** The form of the contract's errors. */
export const envelope: Envelope = (status, error) => ({
  status,
  success: false,
  message: "Invalid request",
  error,
});

const failure = (name: string, status: number, error: string) =>
  jsonResponse(status, name, envelope(status, error));

/** The responses to a preference that can't be followed. */
export const undocumentedResponse = failure(
  "undocumentedResponse",
  404,
  "Prefer asks for an answer that the contract does not have",
);
export const unknownPreference = failure(
  "unknownPreference",
  422,
  "Prefer is not understood: code is three digits, dynamic is true or false, fault is one of the mock's faults",
);
