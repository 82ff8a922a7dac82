import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { readWebhook } from "@case-comments/client/webhook";
import { kept, listen, secret } from "../../keeping.mjs";

/** What a database does on a busy day: to keep something takes its time. */
const database = {
  async has(id) {
    return kept.includes(id);
  },
  async add(id) {
    await sleep(250);
    kept.push(id);
  },
};

listen(
  createServer(async (request, response) => {
    if (request.method === "GET") return response.end(String(kept.length));
    const rawBody = await buffer(request).catch(() => undefined);
    if (!rawBody) return response.destroy();
    const webhook = await readWebhook(rawBody, request.headers["x-cv-signature"], secret);
    if (webhook.kind === "forged") return response.writeHead(401).end();
    if (webhook.kind === "comment" && !(await database.has(webhook.comment.id)))
      await database.add(webhook.comment.id);
    return response.writeHead(204).end();
  }),
);
