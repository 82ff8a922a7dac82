/**
 * Serves every fault of the matrix, for a client in any language. Prints where each is, one JSON
 * object a line; interrupted, it prints what each server holds by then.
 *
 * node test/faults/serve.ts
 */
import { faults } from "./fault-matrix.ts";
import { openTarget } from "./fault-target.ts";

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const targets = await Promise.all(
  faults.map(async ({ name, target }) => ({ fault: name, ...(await openTarget(target)) })),
);
for (const { fault, baseUrl } of targets) print({ fault, baseUrl });

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    for (const { fault, server } of targets) {
      await server?.close();
      const requests = server?.requests ?? [];
      const complete = requests.filter(({ holdsComment }) => holdsComment).length;
      if (requests.length > 0) print({ fault, requests: requests.length, complete });
    }
  });
}
