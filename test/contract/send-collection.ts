/**
 * Sends the one request of a Postman collection, with the environment for its variables. As in
 * Postman, what stands in double braces is replaced wherever it stands, and left if it is unknown; and
 * the script that checks the answer is run when there is one.
 *
 * @see https://learning.postman.com/docs/sending-requests/variables/variables/
 * @see https://learning.postman.com/docs/tests-and-scripts/write-scripts/test-scripts/
 */
import { readFile } from "node:fs/promises";
import { runInNewContext } from "node:vm";

const { item } = JSON.parse(await readFile(process.argv[2] ?? "", "utf8"));
const [{ request, event, protocolProfileBehavior }] = item;

const filled = (text: string) =>
  text.replaceAll(/\{\{([^{}]*)\}\}/g, (whole, name) => process.env[name] ?? whole);
const response = await fetch(filled(request.url), {
  method: request.method,
  redirect: protocolProfileBehavior.followRedirects ? "follow" : "error",
  headers: request.header.map(({ key, value }: { key: string; value: string }) => [key, filled(value)]),
  // Postman has its time limit in its settings.
  signal: AbortSignal.timeout(Number(process.env.TIME_LIMIT ?? 60_000)),
  body: new TextEncoder().encode(filled(request.body.raw)),
});
const answer = await response.text();
process.stdout.write(answer);

// What a collection's script finds in Postman, as far as one that checks an answer needs it.
const pm = {
  response: { code: response.status, json: () => JSON.parse(answer) },
  test(name: string, check: () => void) {
    try {
      check();
    } catch (error) {
      process.stderr.write(`${name}: ${(error as Error).message}\n`);
      process.exitCode = 1;
    }
  },
};
runInNewContext(event[0].script.exec.join("\n"), { pm });
