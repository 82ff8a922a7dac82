import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

const secret = "of-this-page";
// The sandbox sends it at once; a machine that is very busy is still waited for.
const patienceMs = 30_000;

/** The event of a webhook in JSON, verified with the client, or why there is none. */
export type FirstWebhook = { event: string } | { problem: string };

/**
 * Listens on this machine for the webhook of the first comment, and has the sandbox send it there.
 *
 * @returns what waits for it
 */
export async function firstWebhook(sandboxUrl: string, apiKey: string): Promise<() => Promise<FirstWebhook>> {
  const { readWebhook } = await import("@case-comments/client/webhook");
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  const received = new Promise<FirstWebhook>((resolve) => {
    const problem = `The webhook of the first comment has not come within ${patienceMs / 1000} seconds.`;
    const timer = setTimeout(() => end({ problem }), patienceMs).unref();
    function end(outcome: FirstWebhook) {
      clearTimeout(timer);
      server.close();
      resolve(outcome);
    }
    server.on("request", async (request, response) => {
      const body = await buffer(request);
      const webhook = await readWebhook(body, request.headers["x-cv-signature"], secret);
      response.writeHead(webhook.kind === "forged" ? 401 : 204).end();
      if (webhook.kind !== "comment") return;
      end({ event: JSON.stringify(webhook.event, null, 2) });
    });
  });
  const { status } = await fetch(`${sandboxUrl}/sandbox/v1/webhook`, {
    method: "PUT",
    headers: { "cv-api-key": apiKey, "content-type": "application/json" },
    body: JSON.stringify({ url, secret }),
  });
  if (status === 200) return () => received;
  server.close();
  return async () => ({ problem: `The sandbox sends no webhook to this machine (${status}).` });
}
