import { answer } from "../answers.ts";
import { reply } from "../behaviour.ts";
import { unknown } from "../verdict.ts";
import { always, type Row, served } from "./row.ts";

const targets: [name: string, location: (elsewhere: string) => string][] = [
  ["the same origin", () => "/elsewhere"],
  ["another origin", (elsewhere) => `${elsewhere}/elsewhere`],
];

/** The server sends the client, and with it key and patient data, to another place. */
export const redirects: Row[] = [301, 302, 303, 307, 308].flatMap((status) =>
  targets.map(([name, location]) => ({
    fault: `${status} to ${name}`,
    place: served(reply((elsewhere) => answer(status, "", { location: location(elsewhere) }))),
    // Node and Bun make an error of it without saying which status it was.
    expected: always(unknown("network")),
    safe: always(unknown("unexpectedStatus")),
  })),
);
