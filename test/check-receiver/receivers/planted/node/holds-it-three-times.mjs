import { createServer } from "node:http";
import { getHeapStatistics } from "node:v8";
import { readWebhook } from "@case-comments/client/webhook";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

// It runs where memory is short, as in a small container: node --max-old-space-size=40.
if (getHeapStatistics().heap_size_limit > 512_000_000) throw new Error("there is too much memory");

listen(
  createServer((request, response) => {
    if (request.method === "GET") return response.end(String(kept.length));
    request.setEncoding("latin1");
    const characters = [];
    request.on("data", (chunk) => characters.push(...chunk));
    request.on("end", async () => {
      const rawBody = Buffer.from(characters.join(""), "latin1");
      const webhook = await readWebhook(rawBody, request.headers["x-cv-signature"], secret);
      if (webhook.kind === "forged") return response.writeHead(401).end();
      if (webhook.kind === "comment") keepOnce(webhook.comment);
      response.writeHead(204).end();
    });
  }),
);
