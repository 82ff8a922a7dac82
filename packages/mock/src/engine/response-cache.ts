import { jsonResponse, type PreparedResponse } from "@case-comments/contract-server";
import { undocumentedResponse } from "../undocumented-responses.ts";
import { createEngine, type Engine, type PrismOperation, type ResponseSelector } from "./prism-engine.ts";

/** Gives the responses that are selected, ready to be sent. */
export interface ResponseCache {
  /** A response that Prism has made before. */
  cached(selector: ResponseSelector): PreparedResponse | undefined;
  /** Asks Prism. A response that is the same each time is cached. */
  load(selector: ResponseSelector): Promise<PreparedResponse>;
}

/**
 * Puts a cache over Prism's engine: an example is asked for once, and an invented body every time.
 * The cache can't grow beyond the responses that the contract has.
 */
export function createResponseCache(operations: readonly PrismOperation[]): ResponseCache {
  const engine = createEngine(operations);
  const responses = new Map<string, PreparedResponse>();
  let dynamicEngine: Promise<Engine> | undefined;

  return {
    cached: (selector) => (selector.dynamic ? undefined : responses.get(keyOf(selector))),
    async load(selector) {
      if (selector.dynamic) {
        dynamicEngine ??= import("./dynamic-engine.ts").then((module) => module.createEngine(operations));
        return prepare(await dynamicEngine, selector);
      }
      const prepared = await prepare(engine, selector);
      if (prepared !== undocumentedResponse) responses.set(keyOf(selector), prepared);
      return prepared;
    },
  };
}

// An example may be named anything, "undefined" included; it comes last and has a mark of its own.
const keyOf = ({ operation, code = 0, example }: ResponseSelector) =>
  `${operation} ${code}${example === undefined ? "" : ` ${example}`}`;

async function prepare(engine: Engine, selector: ResponseSelector): Promise<PreparedResponse> {
  const made = await engine(selector);
  if (!made) return undocumentedResponse;
  const { status, headers, body } = made;
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return jsonResponse(status, nameOf(selector, status), body, Object.fromEntries(lowerCase));
}

function nameOf({ example, dynamic }: ResponseSelector, status: number): string {
  return example ?? (dynamic ? `dynamic ${status}` : String(status));
}
