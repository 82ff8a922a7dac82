/**
 * Sends the one request of a Postman collection, with the environment for its variables. As in
 * Postman, what stands in double braces is replaced wherever it stands, and left if it is unknown.
 *
 * @see https://learning.postman.com/docs/sending-requests/variables/variables/
 */
import { readFile } from "node:fs/promises";

const { item } = JSON.parse(await readFile(process.argv[2] ?? "", "utf8"));
const [{ request, event, protocolProfileBehavior }] = item;

const filled = (text: string) =>
  text.replaceAll(/\{\{([^{}]*)\}\}/g, (whole, name) => process.env[name] ?? whole);
const response = await fetch(filled(request.url), {
  method: request.method,
  redirect: protocolProfileBehavior.followRedirects ? "follow" : "error",
  headers: request.header.map(({ key, value }: { key: string; value: string }) => [key, filled(value)]),
  body: new TextEncoder().encode(filled(request.body.raw)),
});
process.stdout.write(await response.text());
const isChecked = event[0].script.exec.join().includes("pm.response.to.be.success");
if (!isChecked || !response.ok) process.exitCode = 1;
