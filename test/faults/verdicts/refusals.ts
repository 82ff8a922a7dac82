import type { AddCommentErrorKind } from "@case-comments/client";
import { failures } from "../../facts/facts.ts";
import { answer, refusal } from "../answers.ts";
import { reply } from "../behaviour.ts";
import { apiKey, author, caseId, text } from "../patient.ts";
import { either, rejected, unknown } from "../verdict.ts";
import { always, type Row, served } from "./row.ts";

const longestTimer = 2 ** 31 - 1;
const aDateInSevenSeconds = () => new Date(Date.now() + 7_000).toUTCString();

const waits: [name: string, header: string | (() => string), retryAfter?: [number, number]][] = [
  ["7 seconds", "7", [7_000, 7_000]],
  ["a date", aDateInSevenSeconds, [1, 7_000]],
  ["a date that is over", "Wed, 21 Oct 2015 07:28:00 GMT", [0, 0]],
  ["10^20 seconds", "100000000000000000000", [longestTimer, longestTimer]],
  ["a word", "soon"],
  ["a negative number", "-7"],
];

/** The server refuses, or asks to wait. */
export const refusalRows: Row[] = [
  ...failures.map(([name, kind, status, error, provenance]) => ({
    fault: `${status} ${name}`,
    place: served(reply(refusal(status, error))),
    expected: always(
      rejected(provenance === "assumed" ? "unrecognizedRejection" : (kind as AddCommentErrorKind)),
    ),
  })),
  ...[400, 401, 403, 404, 405, 421, 422, 431, 451].map((status) => ({
    fault: `${status} with a text that nobody documented`,
    place: served(reply(refusal(status, "Computer says no"))),
    expected: always(rejected("unrecognizedRejection")),
  })),
  {
    fault: "404 with HTML",
    place: served(reply(answer(404, "<h1>Not Found</h1>"))),
    expected: always(rejected("unrecognizedRejection")),
  },
  {
    fault: "400 that quotes the request",
    place: served(reply(refusal(400, `No ${text} of ${author.email} for ${caseId} with ${apiKey}`))),
    expected: always(rejected("unrecognizedRejection")),
  },
  {
    fault: "407",
    place: served(reply(refusal(407, "Proxy says no"))),
    // fetch may make a network error of it.
    expected: always(either(rejected("unrecognizedRejection"), unknown("network"))),
  },
  ...[429, 503].flatMap((status) => {
    const expected = always(status === 429 ? rejected("unrecognizedRejection") : unknown("unexpectedStatus"));
    return [
      { fault: `${status}`, place: served(reply(refusal(status, "Slow down"))), expected },
      ...waits.map(([name, header, retryAfter]) => ({
        fault: `${status} with Retry-After: ${name}`,
        place: served(
          reply(() =>
            refusal(status, "Slow down", { "retry-after": typeof header === "string" ? header : header() }),
          ),
        ),
        expected,
        ...(retryAfter && { retryAfter }),
      })),
    ];
  }),
];
