import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { readWebhook } from "@case-comments/client/webhook";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

listen(
  createServer(async (request, response) => {
    if (request.method === "GET") return response.end(String(kept.length));
    const rawBody = await buffer(request).catch(() => undefined);
    if (!rawBody) return response.destroy();
    const webhook = await readWebhook(rawBody, request.headers["x-cv-signature"], secret);
    if (webhook.kind === "forged") return response.writeHead(401).end();
    if (webhook.kind === "comment") keepOnce(webhook.comment);
    return response.writeHead(204).end();
  }),
);
