import { answer, success } from "../answers.ts";
import { close, firstByte, head, reply, replyAndEnd, reset } from "../behaviour.ts";
import { either, notSentOrUnknown, ok, unknown } from "../verdict.ts";
import { always, type Row, served } from "./row.ts";

const well = reply(success);

const okOrLost = either(ok, notSentOrUnknown("network"));

// A request may be on its way before the client sees that the connection is gone.
const lastsOrNot = { ...always(okOrLost), huge: ok };
const safe = { huge: okOrLost };

/** A connection that served one call ends before or during the next. */
export const keptConnections: Row[] = [
  { fault: "kept connection, well", place: served(well), expected: always(ok) },
  {
    fault: "kept connection closed while idle",
    place: served(well, close("connect"), well),
    expected: lastsOrNot,
    safe,
  },
  {
    fault: "kept connection reset while idle",
    place: served(well, reset("connect"), well),
    expected: lastsOrNot,
    safe,
  },
  {
    fault: "kept connection closed with a 408 while idle",
    place: served(well, replyAndEnd("close", answer(408, ""), "connect"), well),
    expected: always(either(okOrLost, unknown("unexpectedStatus"))),
  },
  {
    fault: "kept connection closed after the next headers",
    place: served(well, close(head), well),
    expected: lastsOrNot,
    safe,
  },
  {
    fault: "kept connection reset after the next headers",
    place: served(well, reset(head), well),
    expected: lastsOrNot,
    safe,
  },
  {
    fault: "kept connection reset within the next body",
    place: served(well, reset(firstByte), well),
    expected: lastsOrNot,
    safe,
  },
].map((row) => ({ ...row, caller: { warm: true } }));
