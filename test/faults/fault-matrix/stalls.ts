import { evenIfIncomplete, notSent, notSentOrUnknown, rejected, unknown } from "../expected-outcome.ts";
import { anySize, type Fault } from "../fault.ts";
import { scripted } from "../fault-target.ts";
import { failure, response, success } from "../responses.ts";
import { all, firstByte, half, head, respondAndEnd, stall } from "../server-script.ts";

// Some megabytes fit into the buffers of the kernels, and may be lost there in the end.
const upload = { small: evenIfIncomplete(unknown("timeout")), huge: notSent("timeout") };

const cut = (bytes: string, from: number) => bytes.slice(0, from);
const bodyMissing = (bytes: string) => bytes.slice(0, bytes.indexOf("\r\n\r\n") + 4);

/** The server goes silent, and the time of the call is up. */
export const stalls: Fault[] = [
  { name: "stall before anything is read", target: scripted(stall("connect")), expected: upload },
  { name: "stall after the headers", target: scripted(stall(head)), expected: upload },
  { name: "stall after 1 byte of the body", target: scripted(stall(firstByte)), expected: upload },
  {
    name: "stall after half of the body",
    target: scripted(stall(half)),
    expected: { small: evenIfIncomplete(unknown("timeout")), huge: notSentOrUnknown("timeout") },
  },
  { name: "stall after the body", target: scripted(stall(all)), expected: anySize(unknown("timeout")) },
  {
    name: "stall inside the response's headers",
    target: scripted(respondAndEnd("stall", cut(success, 30))),
    expected: anySize(unknown("timeout")),
  },
  {
    name: "stall before the body of a 200",
    target: scripted(respondAndEnd("stall", bodyMissing(success))),
    expected: anySize(unknown("timeout")),
  },
  {
    name: "stall inside the body of a 200",
    target: scripted(respondAndEnd("stall", cut(success, success.length - 20))),
    expected: anySize(unknown("timeout")),
  },
  {
    name: "stall inside the body of a 404",
    target: scripted(respondAndEnd("stall", cut(failure(404, "No Case found for provided details!"), 120))),
    expected: anySize(rejected("timeout")),
  },
  {
    name: "stall inside the body of a 503",
    target: scripted(respondAndEnd("stall", bodyMissing(response(503, "Unavailable")))),
    expected: anySize(unknown("timeout")),
  },
];
