import type { Envelope } from "@case-comments/contract-server";

/** The form of the contract's errors. */
export const envelope: Envelope = (status, error) => ({
  status,
  success: false,
  message: "Invalid request",
  error,
});
