import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

const secret = "of-this-page";
// The sandbox sends it at once; a machine that is very busy is still waited for.
const patienceMs = 30_000;

/**
 * Listens on this machine for the webhook of the first comment, and has the sandbox send it there.
 *
 * @returns what waits for the event, in JSON, verified with the client; `undefined` if nothing genuine came
 */
export async function firstWebhook(
  sandboxUrl: string,
  apiKey: string,
): Promise<() => Promise<string | undefined>> {
  const { readWebhook } = await import("@case-comments/client/webhook");
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  const received = new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(resolve, patienceMs, undefined);
    server.on("request", async (request, response) => {
      const body = await buffer(request);
      const webhook = await readWebhook(body, request.headers["x-cv-signature"], secret);
      response.writeHead(webhook.kind === "forged" ? 401 : 204).end();
      if (webhook.kind !== "comment") return;
      clearTimeout(timer);
      server.close();
      resolve(JSON.stringify(webhook.event, null, 2));
    });
  });
  const { status } = await fetch(`${sandboxUrl}/sandbox/v1/webhook`, {
    method: "PUT",
    headers: { "cv-api-key": apiKey, "content-type": "application/json" },
    body: JSON.stringify({ url, secret }),
  });
  return async () => (status === 200 ? received : undefined);
}
