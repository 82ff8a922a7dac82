import type { IncomingHttpHeaders } from "node:http";
import { type CallHead, type Fault, faultOfPath, isFault } from "@case-comments/contract-server";

/** What a request prefers to be answered. */
export interface Preference {
  code?: number;
  example?: string;
  dynamic?: boolean;
  seed?: string;
  fault?: Fault;
}

const none: Preference = {};

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
  const { code, example, dynamic, seed, fault } = values(header);
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

/** The fault that a call orders, with a preference or with an id that is set aside for it. */
export function orderedFault({ headers, path }: CallHead): Fault | undefined {
  return preferenceOf(headers)?.fault ?? faultOfPath(path);
}

type Name = "code" | "example" | "dynamic" | "seed" | "fault";
const names: ReadonlySet<string> = new Set<Name>(["code", "example", "dynamic", "seed", "fault"]);

function values(header: string): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const part of split(header)) {
    const equals = part.indexOf("=");
    const name = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase();
    const value = equals === -1 ? "" : part.slice(equals + 1).trim();
    if (names.has(name)) found[name as Name] ??= /^".*"$/.test(value) ? value.slice(1, -1) : value;
  }
  return found;
}

/** Splits at commas and semicolons that stand outside quotes. */
function split(header: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < header.length; index += 1) {
    const character = header[index];
    if (character === '"') quoted = !quoted;
    if (quoted || (character !== "," && character !== ";")) continue;
    parts.push(header.slice(start, index));
    start = index + 1;
  }
  return [...parts, header.slice(start)];
}
