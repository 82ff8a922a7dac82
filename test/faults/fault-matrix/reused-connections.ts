import { either, notSentOrUnknown, ok } from "../expected-outcome.ts";
import { anySize, type Fault } from "../fault.ts";
import { scripted } from "../fault-target.ts";
import { response, success } from "../responses.ts";
import { close, firstByte, head, reset, respond, respondAndEnd } from "../server-script.ts";

const well = respond(success);

const okOrLost = either(ok, notSentOrUnknown("network"));

// A request may be on its way before the client sees that the connection is gone.
const lastsOrNot = { ...anySize(okOrLost), huge: ok };
const conservative = { huge: okOrLost };

/** A connection that served one call ends before or during the next. */
export const reusedConnections: Fault[] = [
  { name: "reused connection, well", target: scripted(well), expected: anySize(ok) },
  {
    name: "reused connection closed while idle",
    target: scripted(well, close("connect"), well),
    expected: lastsOrNot,
    conservative,
  },
  {
    name: "reused connection reset while idle",
    target: scripted(well, reset("connect"), well),
    expected: lastsOrNot,
    conservative,
  },
  {
    name: "reused connection closed with a 408 while idle",
    target: scripted(well, respondAndEnd("close", response(408, ""), "connect"), well),
    // Who reads the 408 while the body is on its way knows that the server has not had it.
    expected: anySize(either(okOrLost, notSentOrUnknown("unexpectedStatus"))),
  },
  {
    name: "reused connection closed after the next headers",
    target: scripted(well, close(head), well),
    expected: lastsOrNot,
    conservative,
  },
  {
    name: "reused connection reset after the next headers",
    target: scripted(well, reset(head), well),
    expected: lastsOrNot,
    conservative,
  },
  {
    name: "reused connection reset within the next body",
    target: scripted(well, reset(firstByte), well),
    expected: lastsOrNot,
    conservative,
  },
].map((fault) => ({ ...fault, caller: { warm: true } }));
