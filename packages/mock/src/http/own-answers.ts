import { type HttpAnswer, jsonAnswer } from "./http-answer.ts";

/** A refusal in the form that the contract's errors have. */
export function refusal(
  name: string,
  status: number,
  error: string,
  headers?: Record<string, string>,
): HttpAnswer {
  return jsonAnswer(status, name, { status, success: false, message: "Invalid request", error }, headers);
}

/**
 * The answers to requests that are none of the contract's business: broken HTTP, unknown paths,
 * and what asks for something that only the mock understands.
 */
export const ownAnswers = {
  ready: jsonAnswer(200, "ready", { status: 200, success: true, message: "Ready" }),
  brokenHttp: refusal("brokenHttp", 400, "The request is not valid HTTP/1.1"),
  missingHost: refusal("missingHost", 400, "The Host header is missing"),
  unknownPath: refusal("unknownPath", 404, "The contract has no such path"),
  trailingSlash: refusal("trailingSlash", 404, "The contract has this path without the slash at its end"),
  undocumentedAnswer: refusal(
    "undocumentedAnswer",
    404,
    "Prefer asks for an answer that the contract does not have",
  ),
  tunnel: refusal("tunnel", 405, "The mock is no proxy", { allow: "" }),
  timeout: refusal("timeout", 408, "The request took too long to arrive"),
  unsupportedEncoding: refusal(
    "unsupportedEncoding",
    415,
    "The contract has no Content-Encoding: send the body as it is",
    { "accept-encoding": "identity" },
  ),
  unknownExpectation: refusal(
    "unknownExpectation",
    417,
    "The only Expect header that is understood is 100-continue",
  ),
  unknownPreference: refusal(
    "unknownPreference",
    422,
    "Prefer is not understood: code is three digits, dynamic is true or false, fault is one of the mock's faults",
  ),
  headersTooLarge: refusal("headersTooLarge", 431, "The request's headers are too large"),
  engineFailed: refusal("engineFailed", 500, "Prism gave no answer where the contract has one"),
} as const;

/** The answer to a method that a path doesn't take. */
export function methodNotAllowed(allow: readonly string[]): HttpAnswer {
  const methods = allow.join(", ");
  return refusal("methodNotAllowed", 405, `This path takes ${methods}`, { allow: `${methods}, OPTIONS` });
}
