import { success } from "../answers.ts";
import { all, allButOne, close, firstByte, half, head, reply, reset } from "../behaviour.ts";
import { either, evenIfIncomplete, notSent, notSentOrUnknown, ok, unknown } from "../verdict.ts";
import { always, type Row, served } from "./row.ts";

// The buffers of the kernels take some megabytes before the client can learn of anything, and
// more when the server has begun to read.
const inTheMiddle = always(notSentOrUnknown("network"));
const atTheStart = {
  small: notSentOrUnknown("network"),
  large: notSentOrUnknown("network"),
  huge: notSent("network"),
};

const handshakeFailure = "\x15\x03\x03\x00\x02\x02\x28";

/** The connection can't be made, or breaks. */
export const brokenConnections: Row[] = [
  { fault: "port refused", place: "refused port", expected: always(notSent("network")) },
  { fault: "name unresolvable", place: "unresolvable name", expected: always(notSent("network")) },
  {
    fault: "certificate that nobody trusts",
    place: { ...served(reply(success)), tls: "untrusted" },
    expected: always(notSent("network")),
  },
  {
    fault: "TLS handshake refused",
    place: { behaviours: [[{ at: "connect", answer: handshakeFailure, end: "close" }]], tls: "absent" },
    expected: always(notSent("network")),
  },
  {
    fault: "plain HTTP where TLS is expected",
    place: { behaviours: [reply("HTTP/1.1 400 Because\r\n\r\n", "connect")], tls: "absent" },
    expected: always(notSent("network")),
  },
  { fault: "accepted and closed at once", place: served(close("connect")), expected: atTheStart },
  { fault: "accepted and reset at once", place: served(reset("connect")), expected: atTheStart },
  { fault: "reset after 0 bytes of the body", place: served(reset(head)), expected: atTheStart },
  { fault: "reset after 1 byte of the body", place: served(reset(firstByte)), expected: atTheStart },
  { fault: "reset after half of the body", place: served(reset(half)), expected: inTheMiddle },
  { fault: "closed after half of the body", place: served(close(half)), expected: inTheMiddle },
  {
    fault: "reset after all but one byte of the body",
    place: served(reset(allButOne)),
    expected: always(notSentOrUnknown("network")),
  },
  { fault: "reset after the body", place: served(reset(all)), expected: always(unknown("network")) },
  { fault: "closed after the body", place: served(close(all)), expected: always(unknown("network")) },
  {
    fault: "reset after 0 bytes of the body, well the next time",
    place: served(reset(head), reply(success)),
    expected: { ...always(either(ok, notSentOrUnknown("network"))), huge: ok },
    safe: { huge: evenIfIncomplete(either(ok, unknown("network"))) },
  },
  {
    fault: "reset after the body, well the next time",
    place: served(reset(all), reply(success)),
    expected: always(unknown("network")),
  },
];
