import { evenIfIncomplete, notSent, unknown } from "../expected-outcome.ts";
import { anySize, type Fault } from "../fault.ts";
import { scripted } from "../fault-target.ts";
import { success } from "../responses.ts";
import { all, head, respond, stall } from "../server-script.ts";

const sources = ["too short", "too long", "broken"] as const;

/** The caller gives up, or hands over a source that breaks its word. */
export const callerFaults: Fault[] = [
  {
    name: "aborted before the call",
    target: scripted(respond(success)),
    caller: { abortAfter: 0 },
    expected: anySize(notSent("aborted")),
  },
  {
    name: "aborted during the upload",
    target: scripted(stall(head)),
    caller: { abortAfter: 600 },
    expected: { small: evenIfIncomplete(unknown("aborted")), huge: notSent("aborted") },
  },
  {
    name: "aborted while waiting for the response",
    target: scripted(stall(all)),
    caller: { abortAfter: 600 },
    expected: anySize(unknown("aborted")),
  },
  ...sources.map((source) => ({
    name: `a source that is ${source}`,
    target: scripted(respond(success)),
    caller: { source },
    expected: { large: notSent("invalidInput") },
  })),
];
