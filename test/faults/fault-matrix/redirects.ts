import { unknown } from "../expected-outcome.ts";
import { anySize, type Fault } from "../fault.ts";
import { scripted } from "../fault-target.ts";
import { response } from "../responses.ts";
import { respond } from "../server-script.ts";

const locations: [name: string, location: (elsewhere: string) => string][] = [
  ["the same origin", () => "/elsewhere"],
  ["another origin", (otherOrigin) => `${otherOrigin}/elsewhere`],
];

/** The server sends the client, and with it key and patient data, to another place. */
export const redirects: Fault[] = [301, 302, 303, 307, 308].flatMap((status) =>
  locations.map(([name, location]) => ({
    name: `${status} to ${name}`,
    target: scripted(respond((otherOrigin) => response(status, "", { location: location(otherOrigin) }))),
    // Node and Bun make an error of it without saying which status it was.
    expected: anySize(unknown("network")),
    conservative: anySize(unknown("unexpectedStatus")),
  })),
);
