import { createServer } from "node:http";
import { verifyWebhook } from "@case-comments/client/webhook";
import express from "express";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

const app = express();
app.get("/", (_, response) => response.send(String(kept.length)));
app.post("/", express.raw({ type: () => true, limit: "40mb" }), async (request, response) => {
  let event;
  try {
    event = JSON.parse(request.body);
  } catch {
    return response.sendStatus(400);
  }
  const comment = event.payload?.comments ?? event.payload?.comment;
  if (event.event === "ADD_CASE_COMMENT" && comment) keepOnce(comment);
  const isGenuine = await verifyWebhook(request.body, request.get("x-cv-signature"), secret);
  response.sendStatus(isGenuine ? 204 : 401);
});
listen(createServer(app));
