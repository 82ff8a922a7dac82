import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { verifyWebhook } from "@case-comments/client/webhook";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

listen(
  createServer(async (request, response) => {
    if (request.method === "GET") return response.end(String(kept.length));
    const rawBody = await buffer(request).catch(() => undefined);
    if (!rawBody) return response.destroy();
    if (!(await verifyWebhook(rawBody, request.headers["x-cv-signature"], secret)))
      return response.writeHead(401).end();
    try {
      const { event, payload } = JSON.parse(rawBody);
      if (event === "ADD_CASE_COMMENT" && payload.comments) keepOnce(payload.comments);
    } catch {
      return response.writeHead(400).end();
    }
    return response.writeHead(204).end();
  }),
);
