import type { AddCommentErrorKind } from "@case-comments/client";
import { failures } from "../../facts/facts.ts";
import { apiKey, author, caseId, text } from "../canaries.ts";
import { either, rejected, unknown } from "../expected-outcome.ts";
import { anySize, type Fault } from "../fault.ts";
import { scripted } from "../fault-target.ts";
import { failure, response } from "../responses.ts";
import { respond } from "../server-script.ts";

const longestTimer = 2 ** 31 - 1;
const anHour = 3_600_000;
// So far ahead that no busy machine can make it the past.
const inAnHour = () => new Date(Date.now() + anHour).toUTCString();

const waits: [name: string, header: string | (() => string), retryAfter?: [number, number]][] = [
  ["7 seconds", "7", [7_000, 7_000]],
  ["a date", inAnHour, [1, anHour]],
  ["a date that is over", "Wed, 21 Oct 2015 07:28:00 GMT", [0, 0]],
  ["10^20 seconds", "100000000000000000000", [longestTimer, longestTimer]],
  ["a word", "soon"],
  ["a negative number", "-7"],
];

/** The server refuses, or asks to wait. */
export const failureResponses: Fault[] = [
  ...failures.map(([name, kind, status, error, provenance]) => ({
    name: `${status} ${name}`,
    target: scripted(respond(failure(status, error))),
    expected: anySize(
      rejected(provenance === "assumed" ? "unrecognizedRejection" : (kind as AddCommentErrorKind)),
    ),
  })),
  ...[400, 401, 403, 404, 405, 421, 422, 431, 451].map((status) => ({
    name: `${status} with a text that nobody documented`,
    target: scripted(respond(failure(status, "Computer says no"))),
    expected: anySize(rejected("unrecognizedRejection")),
  })),
  {
    name: "401 that asks for credentials",
    target: scripted(
      respond(failure(401, "Computer says no", { "www-authenticate": 'Basic realm="cases"' })),
    ),
    expected: anySize(rejected("unrecognizedRejection")),
  },
  {
    name: "404 with HTML",
    target: scripted(respond(response(404, "<h1>Not Found</h1>"))),
    expected: anySize(rejected("unrecognizedRejection")),
  },
  {
    name: "400 that quotes the request",
    target: scripted(respond(failure(400, `No ${text} of ${author.email} for ${caseId} with ${apiKey}`))),
    expected: anySize(rejected("unrecognizedRejection")),
  },
  {
    name: "407",
    target: scripted(respond(failure(407, "Proxy says no"))),
    // fetch may make a network error of it.
    expected: anySize(either(rejected("unrecognizedRejection"), unknown("network"))),
  },
  ...[429, 503].flatMap((status) => {
    const expected = anySize(
      status === 429 ? rejected("unrecognizedRejection") : unknown("unexpectedStatus"),
    );
    return [
      { name: `${status}`, target: scripted(respond(failure(status, "Slow down"))), expected },
      ...waits.map(([name, header, retryAfter]) => ({
        name: `${status} with Retry-After: ${name}`,
        target: scripted(
          respond(() =>
            failure(status, "Slow down", { "retry-after": typeof header === "string" ? header : header() }),
          ),
        ),
        expected,
        ...(retryAfter && { retryAfter }),
      })),
    ];
  }),
];
