import { either, evenIfIncomplete, notSent, notSentOrUnknown, ok, unknown } from "../expected-outcome.ts";
import { anySize, type Fault } from "../fault.ts";
import { scripted } from "../fault-target.ts";
import { success } from "../responses.ts";
import { all, allButOne, close, firstByte, half, head, reset, respond } from "../server-script.ts";

// The buffers of the kernels take some megabytes before the client can learn of anything, and
// more when the server has begun to read.
const inTheMiddle = anySize(notSentOrUnknown("network"));
const atTheStart = {
  small: notSentOrUnknown("network"),
  large: notSentOrUnknown("network"),
  huge: notSent("network"),
};

const handshakeFailure = "\x15\x03\x03\x00\x02\x02\x28";

/** The connection can't be made, or breaks. */
export const brokenConnections: Fault[] = [
  { name: "port refused", target: "refused port", expected: anySize(notSent("network")) },
  { name: "name unresolvable", target: "unresolvable name", expected: anySize(notSent("network")) },
  {
    name: "certificate that nobody trusts",
    target: { ...scripted(respond(success)), tls: "untrusted" },
    expected: anySize(notSent("network")),
  },
  {
    name: "TLS handshake refused",
    target: { scripts: [[{ at: "connect", response: handshakeFailure, end: "close" }]], tls: "absent" },
    expected: anySize(notSent("network")),
  },
  {
    name: "plain HTTP where TLS is expected",
    target: { scripts: [respond("HTTP/1.1 400 Because\r\n\r\n", "connect")], tls: "absent" },
    expected: anySize(notSent("network")),
  },
  { name: "accepted and closed at once", target: scripted(close("connect")), expected: atTheStart },
  { name: "accepted and reset at once", target: scripted(reset("connect")), expected: atTheStart },
  { name: "reset after 0 bytes of the body", target: scripted(reset(head)), expected: atTheStart },
  { name: "reset after 1 byte of the body", target: scripted(reset(firstByte)), expected: atTheStart },
  { name: "reset after half of the body", target: scripted(reset(half)), expected: inTheMiddle },
  { name: "closed after half of the body", target: scripted(close(half)), expected: inTheMiddle },
  {
    name: "reset after all but one byte of the body",
    target: scripted(reset(allButOne)),
    expected: anySize(notSentOrUnknown("network")),
  },
  { name: "reset after the body", target: scripted(reset(all)), expected: anySize(unknown("network")) },
  { name: "closed after the body", target: scripted(close(all)), expected: anySize(unknown("network")) },
  {
    name: "reset after 0 bytes of the body, well the next time",
    target: scripted(reset(head), respond(success)),
    expected: { ...anySize(either(ok, notSentOrUnknown("network"))), huge: ok },
    conservative: { huge: evenIfIncomplete(either(ok, unknown("network"))) },
  },
  {
    name: "reset after the body, well the next time",
    target: scripted(reset(all), respond(success)),
    expected: anySize(unknown("network")),
  },
];
