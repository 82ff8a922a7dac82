import type { Expected } from "./verdict.ts";
import { strangeAnswers } from "./verdicts/answers.ts";
import { brokenConnections } from "./verdicts/broken-connections.ts";
import { callers } from "./verdicts/callers.ts";
import { keptConnections } from "./verdicts/kept-connections.ts";
import { redirects } from "./verdicts/redirects.ts";
import { refusalRows } from "./verdicts/refusals.ts";
import type { Row, Size } from "./verdicts/row.ts";
import { stalls } from "./verdicts/stalls.ts";

/**
 * Every fault and the verdict that is right for it. Written by hand, before the client: it is
 * held to this table, not the other way round.
 */
export const rows: readonly Row[] = [
  ...brokenConnections,
  ...stalls,
  ...strangeAnswers,
  ...refusalRows,
  ...redirects,
  ...keptConnections,
  ...callers,
];

/**
 * `full`: the runtime pulls the body as the connection takes it, so what was not sent is known.
 * `safe`: it doesn't, and `unknown` may stand where `not-sent` would be right; never the other
 * way round, and never is a request sent twice.
 */
export type RuntimeClass = "full" | "safe";

/** What a row expects of a comment of some size on some class of runtimes. */
export function expectationOf(row: Row, size: Size, runtime: RuntimeClass): Expected | undefined {
  const expected = row.expected[size];
  if (runtime === "full" || !expected) return expected;
  const { verdicts, complete } = row.safe?.[size] ?? expected;
  const cautious = verdicts.map((verdict) => verdict.replace("not-sent", "unknown") as typeof verdict);
  return { verdicts: [...new Set([...verdicts, ...cautious])], complete };
}
