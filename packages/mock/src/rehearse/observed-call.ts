import { createHash } from "node:crypto";
import type { SucceedingCall } from "../call-handler.ts";
import type { RehearsedFault } from "./rehearsed-faults.ts";

/** A call that the command made and that would have succeeded. */
export interface ObservedCall {
  readonly operation: string;
  readonly method: string;
  /** All that was sent, by JSON pointers that begin with `/header`, `/path` or `/body`. */
  readonly values: ReadonlyMap<string, string>;
  /** Equal for two calls that sent the same. */
  readonly content: string;
  /** The texts among what was sent, as far as they are worth looking for. */
  readonly texts: readonly string[];
  /** What it got instead of its success. */
  fault?: RehearsedFault;
}

// A longer text is told apart by its digest, and looked for by its beginning.
const keptLength = 1_000;

/**
 * Notes what a call sent.
 *
 * @param keyHeaders the headers that tell callers apart, in lower case
 */
export function observedCall(
  { operation, method, path, headers, body }: SucceedingCall,
  keyHeaders: readonly string[],
): ObservedCall {
  const sent = {
    header: Object.fromEntries(keyHeaders.map((name) => [name, headers[name]])),
    path,
    body,
  };
  const leaves = leavesOf(sent);
  const values = new Map(leaves.map(([pointer, value]) => [pointer, noted(value)]));
  const sorted = [...values].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    operation,
    method,
    values,
    content: digest(JSON.stringify([operation, sorted])),
    texts: leaves.flatMap(([, value]) => (typeof value === "string" ? [value.slice(0, keptLength)] : [])),
  };
}

/** Everything in a JSON value that holds nothing further. Goes as deep as the value does, without recursion. */
function leavesOf(root: unknown): [pointer: string, value: unknown][] {
  const leaves: [string, unknown][] = [];
  const open: [string, unknown][] = [["", root]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [pointer, value] = next;
    const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
    if (children.length === 0) leaves.push([pointer, value]);
    for (const [name, child] of children)
      open.push([`${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, child]);
  }
  return leaves;
}

function noted(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > keptLength ? digest(text) : text;
}

const digest = (text: string) => createHash("sha256").update(text).digest("base64");
