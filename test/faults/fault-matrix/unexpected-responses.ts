import { apiKey, author, caseId, fileName, text } from "../canaries.ts";
import {
  either,
  evenIfIncomplete,
  notSent,
  notSentOrUnknown,
  ok,
  rejected,
  unknown,
} from "../expected-outcome.ts";
import { anySize, type Fault } from "../fault.ts";
import { scripted } from "../fault-target.ts";
import { createdBody, failure, response, success } from "../responses.ts";
import { all, head, respond, respondAndEnd } from "../server-script.ts";

const html = { "content-type": "text/html" };

/** The documented success, with a field that fills it up to a length in bytes. */
function createdOf(length: number): string {
  const padded = createdBody.replace("{", '{"padding":"",');
  return padded.replace('""', `"${"x".repeat(length - padded.length)}"`);
}

const longestRead = 65_536;
const longer = { "content-type": "application/json", "content-length": String(createdBody.length + 1) };

/** What a careless server might say: all that it was told. */
const quoting = JSON.stringify({ apiKey, caseId, text, author, fileName });

const unreadable: [name: string, response: string, end?: "close"][] = [
  ["truncated JSON", response(200, createdBody.slice(0, -10))],
  ["response that breaks off", response(200, createdBody, longer), "close"],
  ["JSON that is not the documented one", response(200, '{"commentId":"1"}')],
  ["JSON that is not an object", response(200, "null")],
  ["a 200 that says success: false", response(200, createdBody.replace("true", "false"))],
  ["a 200 without a comment id", response(200, createdBody.replace("commentId", "id"))],
  ["a 200 without a body", response(200, "")],
  ["a 200 of one byte more than is read", response(200, createdOf(longestRead + 1))],
  ["huge JSON", response(200, createdOf(4_000_000))],
  ["a 200 that quotes the request", response(200, quoting)],
  ["a 200 that breaks off and quotes the request", response(200, quoting.slice(0, -1))],
  ["a 200 with HTML", response(200, "<h1>Welcome</h1>", html)],
  ["a 200 with HTML that calls itself JSON", response(200, "<h1>Welcome</h1>")],
];

const serverErrors: [name: string, response: string][] = [
  ["500", response(500, '{"status":500}')],
  ["500 that quotes the envelope", failure(500, "Invalid action")],
  ["500 that quotes the request", failure(500, quoting)],
  ["502 with HTML", response(502, "<h1>Bad Gateway</h1>", html)],
  ["504 without a body", response(504, "")],
  ["408", failure(408, "Request Timeout")],
  ["201", response(201, "{}")],
  ["204", "HTTP/1.1 204 Because\r\n\r\n"],
];

// Whether the response comes through before the connection breaks is up to the network.
const lostOrRejected = {
  ...anySize(evenIfIncomplete(either(rejected("unrecognizedRejection"), notSentOrUnknown("network")))),
  huge: evenIfIncomplete(either(rejected("unrecognizedRejection"), notSent("network"))),
};

/** The server answers, but not with the documented success. */
export const unexpectedResponses: Fault[] = [
  { name: "no fault", target: scripted(respond(success)), expected: anySize(ok) },
  {
    name: "success with the wrong content type",
    target: scripted(respond(response(200, createdBody, { "content-type": "text/plain" }))),
    expected: anySize(ok),
  },
  {
    name: "a 200 as long as is read",
    target: scripted(respond(response(200, createdOf(longestRead)))),
    expected: anySize(ok),
  },
  ...unreadable.map(([name, bytes, end]) => ({
    name,
    target: scripted(respondAndEnd(end, bytes)),
    expected: anySize(unknown("invalidResponse")),
  })),
  {
    name: "a 200 that only says it is gzip",
    target: scripted(respond(response(200, createdBody, { "content-encoding": "gzip" }))),
    // Some runtimes decode before they show the status.
    expected: anySize(either(unknown("invalidResponse"), unknown("network"))),
  },
  ...serverErrors.map(([name, bytes]) => ({
    name,
    target: scripted(respond(bytes)),
    expected: anySize(unknown("unexpectedStatus")),
  })),
  {
    name: "a response that is not HTTP",
    target: scripted(respondAndEnd("close", "220 mail.example ESMTP\r\n")),
    expected: anySize(unknown("network")),
  },
  {
    name: "100 Continue after the headers, then success",
    target: scripted([
      { at: head, response: "HTTP/1.1 100 Continue\r\n\r\n" },
      { at: all, response: success },
    ]),
    // Node's fetch takes it for a broken response, unless it has asked for it.
    expected: anySize(either(ok, notSentOrUnknown("network"))),
  },
  {
    name: "103 Early Hints, then success",
    target: scripted(respond(`HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n${success}`)),
    expected: anySize(ok),
  },
  {
    name: "413 while the body is on its way, which is read to its end",
    target: scripted(respond(failure(413, "Request body is too large"), head)),
    expected: anySize(evenIfIncomplete(rejected("unrecognizedRejection"))),
  },
  {
    name: "413 while the body is on its way, then closed",
    target: scripted(respondAndEnd("close", failure(413, "Request body is too large"), head)),
    expected: lostOrRejected,
  },
  {
    name: "413 while the body is on its way, then reset",
    target: scripted(respondAndEnd("reset", failure(413, "Request body is too large"), head)),
    expected: lostOrRejected,
  },
  {
    name: "503 while the body is on its way, which is read to its end",
    target: scripted(respond(response(503, "Busy"), head)),
    expected: {
      ...anySize(evenIfIncomplete(either(unknown("unexpectedStatus"), notSent("unexpectedStatus")))),
      huge: evenIfIncomplete(either(unknown("unexpectedStatus"), notSent("unexpectedStatus"))),
    },
  },
  ...[500, 503, 408].map((status) => ({
    name: `${status} while the body is on its way, of which no more is read`,
    target: scripted(respondAndEnd("stall", response(status, "Busy"), head)),
    expected: { huge: notSent("unexpectedStatus") },
  })),
  {
    name: "success while the body is on its way, of which no more is read",
    target: scripted(respondAndEnd("stall", success, head)),
    expected: { huge: evenIfIncomplete(unknown("contradictoryResponse")) },
    // Who can't see how much was sent must believe it.
    conservative: { huge: evenIfIncomplete(either(ok, unknown("contradictoryResponse"))) },
  },
  ...[201, 202, 404, 500].map((status) => ({
    name: `the documented success under the status ${status}`,
    target: scripted(respond(response(status, createdBody))),
    expected: anySize(unknown("contradictoryResponse")),
  })),
];
