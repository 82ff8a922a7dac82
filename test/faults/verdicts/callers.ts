import { success } from "../answers.ts";
import { all, head, reply, stall } from "../behaviour.ts";
import { evenIfIncomplete, notSent, unknown } from "../verdict.ts";
import { always, type Row, served } from "./row.ts";

const sources = ["too short", "too long", "broken"] as const;

/** The caller gives up, or hands over a source that breaks its word. */
export const callers: Row[] = [
  {
    fault: "aborted before the call",
    place: served(reply(success)),
    caller: { abortAfter: 0 },
    expected: always(notSent("aborted")),
  },
  {
    fault: "aborted during the upload",
    place: served(stall(head)),
    caller: { abortAfter: 600 },
    expected: { small: evenIfIncomplete(unknown("aborted")), huge: notSent("aborted") },
  },
  {
    fault: "aborted while waiting for the answer",
    place: served(stall(all)),
    caller: { abortAfter: 600 },
    expected: always(unknown("aborted")),
  },
  ...sources.map((source) => ({
    fault: `a source that is ${source}`,
    place: served(reply(success)),
    caller: { source },
    expected: { large: notSent("invalidInput") },
  })),
];
