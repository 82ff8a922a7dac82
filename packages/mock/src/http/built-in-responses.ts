import { unknownPathErrors } from "@case-comments/contract";
import { jsonResponse, type PreparedResponse } from "./prepared-response.ts";

/** An error response in the form that the contract's have. */
export function failure(
  name: string,
  status: number,
  error: string,
  headers?: Record<string, string>,
): PreparedResponse {
  return jsonResponse(status, name, { status, success: false, message: "Invalid request", error }, headers);
}

/**
 * The responses to requests that are none of the contract's business: broken HTTP, unknown paths,
 * and what asks for something that only the mock understands.
 */
export const builtInResponses = {
  ready: jsonResponse(200, "ready", { status: 200, success: true, message: "Ready" }),
  brokenHttp: failure("brokenHttp", 400, "The request is not valid HTTP/1.1"),
  missingHost: failure("missingHost", 400, "The Host header is missing"),
  unknownPath: failure("unknownPath", 404, unknownPathErrors.unknownPath),
  trailingSlash: failure("trailingSlash", 404, unknownPathErrors.trailingSlash),
  undocumentedResponse: failure(
    "undocumentedResponse",
    404,
    "Prefer asks for an answer that the contract does not have",
  ),
  tunnel: failure("tunnel", 405, "The mock is no proxy", { allow: "" }),
  timeout: failure("timeout", 408, "The request took too long to arrive"),
  unsupportedEncoding: failure(
    "unsupportedEncoding",
    415,
    "The contract has no Content-Encoding: send the body as it is",
    { "accept-encoding": "identity" },
  ),
  unknownExpectation: failure(
    "unknownExpectation",
    417,
    "The only Expect header that is understood is 100-continue",
  ),
  unknownPreference: failure(
    "unknownPreference",
    422,
    "Prefer is not understood: code is three digits, dynamic is true or false, fault is one of the mock's faults",
  ),
  headersTooLarge: failure("headersTooLarge", 431, "The request's headers are too large"),
  engineFailed: failure("engineFailed", 500, "Prism gave no answer where the contract has one"),
} as const;

/** The response to a method that a path doesn't take. */
export function methodNotAllowed(allow: readonly string[]): PreparedResponse {
  const methods = allow.join(", ");
  return failure("methodNotAllowed", 405, `This path takes ${methods}`, { allow: `${methods}, OPTIONS` });
}
