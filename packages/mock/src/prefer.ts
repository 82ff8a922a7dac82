import type { IncomingHttpHeaders } from "node:http";
import {
  type CallHead,
  type Fault,
  faultOfPath,
  isFault,
  preferencesIn,
} from "@case-comments/contract-server";

/** What a request, or a test before it, prefers to be answered. */
export interface Preference {
  code?: number;
  /** The name of a response; only a test can ask for it. */
  response?: string;
  /** The name of an example, which is given as it stands. */
  example?: string;
  dynamic?: boolean;
  seed?: string;
  fault?: Fault;
}

const none: Preference = {};
const names = ["code", "example", "dynamic", "seed", "fault"] as const;

/**
 * Reads a `Prefer` header as Prism does: `code`, `example`, `dynamic` and `seed`, and the mock's
 * own `fault`. Other preferences are not for us and are passed over; of one that is said twice,
 * the first counts. A value that can't be meant gives `undefined`, so that a typing mistake doesn't
 * pass for an answer.
 *
 * @example
 * parsePrefer("code=404, example=caseNotFound") // { code: 404, example: "caseNotFound" }
 *
 * @see https://www.rfc-editor.org/rfc/rfc7240#section-2
 */
export function parsePrefer(header: string | undefined): Preference | undefined {
  if (header === undefined) return none;
  const { code, example, dynamic, seed, fault } = preferencesIn(header, names);
  if (code !== undefined && !/^\d{3}$/.test(code)) return undefined;
  if (dynamic !== undefined && dynamic !== "true" && dynamic !== "false") return undefined;
  if (fault !== undefined && !isFault(fault)) return undefined;
  return {
    ...(code === undefined ? {} : { code: Number(code) }),
    ...(example === undefined ? {} : { example }),
    ...(dynamic === undefined ? {} : { dynamic: dynamic === "true" }),
    ...(seed === undefined ? {} : { seed }),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** What a request prefers; `undefined` if that can't be meant. */
export function preferenceOf({ prefer }: IncomingHttpHeaders): Preference | undefined {
  return parsePrefer(Array.isArray(prefer) ? prefer.join() : prefer);
}

/** Whether a call says itself what it is to be answered. */
export function ordersItself({ headers, path }: CallHead): boolean {
  return headers.prefer !== undefined || faultOfPath(path) !== undefined;
}

/** The fault that a call orders, with a preference or with an id that is set aside for it. */
export function orderedFault({ headers, path }: CallHead): Fault | undefined {
  return preferenceOf(headers)?.fault ?? faultOfPath(path);
}
