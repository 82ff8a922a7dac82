import { answer, createdBody, refusal, success } from "../answers.ts";
import { all, head, reply, replyAndEnd } from "../behaviour.ts";
import { apiKey, author, caseId, fileName, text } from "../patient.ts";
import { either, evenIfIncomplete, notSent, notSentOrUnknown, ok, rejected, unknown } from "../verdict.ts";
import { always, type Row, served } from "./row.ts";

const html = { "content-type": "text/html" };
const hugeBody = createdBody.replace("{", `{"padding":"${"x".repeat(4_000_000)}",`);
const longer = { "content-type": "application/json", "content-length": String(createdBody.length + 1) };

/** What a careless server might say: all that it was told. */
const quoting = JSON.stringify({ apiKey, caseId, text, author, fileName });

const unreadable: [fault: string, answer: string, end?: "close"][] = [
  ["truncated JSON", answer(200, createdBody.slice(0, -10))],
  ["answer that breaks off", answer(200, createdBody, longer), "close"],
  ["JSON that is not the documented one", answer(200, '{"commentId":"1"}')],
  ["JSON that is not an object", answer(200, "null")],
  ["a 200 that says success: false", answer(200, createdBody.replace("true", "false"))],
  ["a 200 without a comment id", answer(200, createdBody.replace("commentId", "id"))],
  ["a 200 without a body", answer(200, "")],
  ["huge JSON", answer(200, hugeBody)],
  ["a 200 that quotes the request", answer(200, quoting)],
  ["a 200 that breaks off and quotes the request", answer(200, quoting.slice(0, -1))],
  ["a 200 with HTML", answer(200, "<h1>Welcome</h1>", html)],
  ["a 200 with HTML that calls itself JSON", answer(200, "<h1>Welcome</h1>")],
];

const serverErrors: [fault: string, answer: string][] = [
  ["500", answer(500, '{"status":500}')],
  ["500 that quotes the envelope", refusal(500, "Invalid action")],
  ["500 that quotes the request", refusal(500, quoting)],
  ["502 with HTML", answer(502, "<h1>Bad Gateway</h1>", html)],
  ["504 without a body", answer(504, "")],
  ["408", refusal(408, "Request Timeout")],
  ["201", answer(201, createdBody)],
  ["202", answer(202, createdBody)],
  ["204", "HTTP/1.1 204 Because\r\n\r\n"],
];

// Whether the answer comes through before the connection breaks is up to the network.
const lostOrRejected = {
  ...always(evenIfIncomplete(either(rejected("unrecognizedRejection"), notSentOrUnknown("network")))),
  huge: evenIfIncomplete(either(rejected("unrecognizedRejection"), notSent("network"))),
};

/** The server answers, but not with the documented success. */
export const strangeAnswers: Row[] = [
  { fault: "no fault", place: served(reply(success)), expected: always(ok) },
  {
    fault: "success with the wrong content type",
    place: served(reply(answer(200, createdBody, { "content-type": "text/plain" }))),
    expected: always(ok),
  },
  ...unreadable.map(([fault, bytes, end]) => ({
    fault,
    place: served(replyAndEnd(end, bytes)),
    expected: always(unknown("invalidResponse")),
  })),
  {
    fault: "a 200 that only says it is gzip",
    place: served(reply(answer(200, createdBody, { "content-encoding": "gzip" }))),
    // Some runtimes decode before they show the status.
    expected: always(either(unknown("invalidResponse"), unknown("network"))),
  },
  ...serverErrors.map(([fault, bytes]) => ({
    fault,
    place: served(reply(bytes)),
    expected: always(unknown("unexpectedStatus")),
  })),
  {
    fault: "an answer that is not HTTP",
    place: served(replyAndEnd("close", "220 mail.example ESMTP\r\n")),
    expected: always(unknown("network")),
  },
  {
    fault: "100 Continue after the headers, then success",
    place: served([
      { at: head, answer: "HTTP/1.1 100 Continue\r\n\r\n" },
      { at: all, answer: success },
    ]),
    // Node's fetch takes it for a broken answer, unless it has asked for it.
    expected: always(either(ok, notSentOrUnknown("network"))),
  },
  {
    fault: "103 Early Hints, then success",
    place: served(reply(`HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n${success}`)),
    expected: always(ok),
  },
  {
    fault: "413 while the body is on its way, which is read to its end",
    place: served(reply(refusal(413, "Request body is too large"), head)),
    expected: always(evenIfIncomplete(rejected("unrecognizedRejection"))),
  },
  {
    fault: "413 while the body is on its way, then closed",
    place: served(replyAndEnd("close", refusal(413, "Request body is too large"), head)),
    expected: lostOrRejected,
  },
  {
    fault: "413 while the body is on its way, then reset",
    place: served(replyAndEnd("reset", refusal(413, "Request body is too large"), head)),
    expected: lostOrRejected,
  },
  {
    fault: "503 while the body is on its way, which is read to its end",
    place: served(reply(answer(503, "Busy"), head)),
    expected: always(evenIfIncomplete(unknown("unexpectedStatus"))),
  },
];
