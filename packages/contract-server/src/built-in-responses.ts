import { unknownPathErrors } from "@case-comments/contract";
import { jsonResponse, type PreparedResponse } from "./http/prepared-response.ts";

/** Builds the body of an error response. */
export type Envelope = (status: number, error: string) => unknown;

export type BuiltInResponses = ReturnType<typeof builtInResponses>;

/**
 * The responses to requests that are none of the contract's business: broken HTTP, unknown paths,
 * and what a server can't give.
 *
 * @param envelope gives their errors the form of the contract's
 */
export function builtInResponses(envelope: Envelope) {
  const failure = (
    name: string,
    status: number,
    error: string,
    headers?: Record<string, string>,
  ): PreparedResponse => jsonResponse(status, name, envelope(status, error), headers);

  return {
    ready: jsonResponse(200, "ready", { status: 200, success: true, message: "Ready" }),
    brokenHttp: failure("brokenHttp", 400, "The request is not valid HTTP/1.1"),
    missingHost: failure("missingHost", 400, "The Host header is missing"),
    unknownPath: failure("unknownPath", 404, unknownPathErrors.unknownPath),
    trailingSlash: failure("trailingSlash", 404, unknownPathErrors.trailingSlash),
    tunnel: failure("tunnel", 405, "This server is no proxy", { allow: "" }),
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
    headersTooLarge: failure("headersTooLarge", 431, "The request's headers are too large"),
    unsupportedTransferEncoding: failure(
      "unsupportedTransferEncoding",
      501,
      "The only Transfer-Encoding that is understood is chunked",
    ),
    notReady: failure("notReady", 503, "The server can't do its work now"),
    handlerFailed: failure("handlerFailed", 500, "The server has no answer where the contract has one"),
    /** The response to a method that a path doesn't take. */
    methodNotAllowed(allow: readonly string[]): PreparedResponse {
      const methods = allow.join(", ");
      return failure("methodNotAllowed", 405, `This path takes ${methods}`, { allow: `${methods}, OPTIONS` });
    },
  } as const;
}
