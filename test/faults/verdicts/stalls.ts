import { answer, refusal, success } from "../answers.ts";
import { all, firstByte, half, head, replyAndEnd, stall } from "../behaviour.ts";
import { evenIfIncomplete, notSent, notSentOrUnknown, rejected, unknown } from "../verdict.ts";
import { always, type Row, served } from "./row.ts";

// Some megabytes fit into the buffers of the kernels, and may be lost there in the end.
const upload = { small: evenIfIncomplete(unknown("timeout")), huge: notSent("timeout") };

const cut = (bytes: string, from: number) => bytes.slice(0, from);
const bodyMissing = (bytes: string) => bytes.slice(0, bytes.indexOf("\r\n\r\n") + 4);

/** The server goes silent, and the time of the call is up. */
export const stalls: Row[] = [
  { fault: "stall before anything is read", place: served(stall("connect")), expected: upload },
  { fault: "stall after the headers", place: served(stall(head)), expected: upload },
  { fault: "stall after 1 byte of the body", place: served(stall(firstByte)), expected: upload },
  {
    fault: "stall after half of the body",
    place: served(stall(half)),
    expected: { small: evenIfIncomplete(unknown("timeout")), huge: notSentOrUnknown("timeout") },
  },
  { fault: "stall after the body", place: served(stall(all)), expected: always(unknown("timeout")) },
  {
    fault: "stall inside the answer's headers",
    place: served(replyAndEnd("stall", cut(success, 30))),
    expected: always(unknown("timeout")),
  },
  {
    fault: "stall before the body of a 200",
    place: served(replyAndEnd("stall", bodyMissing(success))),
    expected: always(unknown("timeout")),
  },
  {
    fault: "stall inside the body of a 200",
    place: served(replyAndEnd("stall", cut(success, success.length - 20))),
    expected: always(unknown("timeout")),
  },
  {
    fault: "stall inside the body of a 404",
    place: served(replyAndEnd("stall", cut(refusal(404, "No Case found for provided details!"), 120))),
    expected: always(rejected("timeout")),
  },
  {
    fault: "stall inside the body of a 503",
    place: served(replyAndEnd("stall", bodyMissing(answer(503, "Unavailable")))),
    expected: always(unknown("timeout")),
  },
];
