import { createServer } from "node:http";
import { readWebhook } from "@case-comments/client/webhook";
import express from "express";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

const app = express();
app.get("/", (_, response) => response.send(String(kept.length)));
app.post("/", express.raw({ type: () => true }), async (request, response) => {
  const webhook = await readWebhook(request.body, request.get("x-cv-signature"), secret);
  if (webhook.kind === "forged") return response.sendStatus(401);
  if (webhook.kind === "comment") keepOnce(webhook.comment);
  response.sendStatus(204);
});
listen(createServer(app));
