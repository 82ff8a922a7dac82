/**
 * Serves every fault of the table, for a client in any language. Prints where each is, one JSON
 * object a line; interrupted, it prints what each server holds by then.
 *
 * node test/faults/serve.ts
 */
import { openPlace } from "./place.ts";
import { rows } from "./verdicts.ts";

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const places = await Promise.all(
  rows.map(async ({ fault, place }) => ({ fault, ...(await openPlace(place)) })),
);
for (const { fault, baseUrl } of places) print({ fault, baseUrl });

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    for (const { fault, server } of places) {
      await server?.close();
      const requests = server?.requests ?? [];
      const complete = requests.filter(({ holdsComment }) => holdsComment).length;
      if (requests.length > 0) print({ fault, requests: requests.length, complete });
    }
  });
}
