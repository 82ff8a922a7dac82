import { createInstance, type PrismHttpInstance } from "@stoplight/prism-http";

/** An operation as Prism knows it. */
export type PrismOperation = Parameters<PrismHttpInstance["request"]>[1][number];

/** Which answer of an operation Prism is asked for. Without a code, it takes the lowest success. */
export interface ResponseSelector {
  operation: string;
  code?: number | undefined;
  /** The name of an example. */
  example?: string | undefined;
  /** Invents a body that fits the schema, instead of giving an example. */
  dynamic?: boolean | undefined;
  /** Makes an invented body the same each time. */
  seed?: string | undefined;
}

/** What Prism answers. */
export interface PrismResponse {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** Asks Prism. `undefined` means that the contract has no such answer. */
export type Engine = (selector: ResponseSelector) => Promise<PrismResponse | undefined>;

// Prism logs whole requests and answers; ours is the only log.
const silent = {
  child: () => silent,
  success() {},
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
};

// The front has read and checked the request by now; Prism makes the answer.
const config = {
  isProxy: false,
  validateRequest: false,
  validateResponse: false,
  checkSecurity: false,
  errors: false,
  upstreamProxy: undefined,
} as const;

/** Puts Prism's engine over operations. Only the one that is asked for is shown to it, however many there are. */
export function createEngine(operations: readonly PrismOperation[]): Engine {
  const byName = new Map(operations.map((operation) => [operation.iid, operation]));
  const prism = createInstance({ ...config, mock: { dynamic: false } }, {
    logger: silent,
  } as unknown as Parameters<typeof createInstance>[1]);

  return async ({ operation, code, example, dynamic = false, seed }) => {
    const resource = byName.get(operation);
    if (!resource) return undefined;
    const { method, path } = resource;
    const request = { method: method as "get", url: { path }, headers: {} };
    // Prism changes this object, so that each call needs its own.
    const mock = { dynamic, code, exampleKey: example, seed };
    const result = await prism.request(request, [resource], { ...config, mock })();
    if (result._tag === "Left") return undefined;
    const { statusCode, headers = {}, body } = result.right.output;
    return { status: statusCode, headers, body };
  };
}
