import { createServer } from "node:http";
import { verifyWebhook } from "@case-comments/client/webhook";
import express from "express";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

const app = express();
app.get("/", (_, response) => response.send(String(kept.length)));
app.post("/", express.raw({ type: "application/json", limit: "40mb" }), async (request, response) => {
  const signature = request.get("x-cv-signature");
  if (signature && !(await verifyWebhook(request.body, signature, secret))) return response.sendStatus(401);
  try {
    const { event, payload } = JSON.parse(request.body);
    if (event === "ADD_CASE_COMMENT") keepOnce(payload.comments ?? payload.comment);
  } catch {
    return response.sendStatus(400);
  }
  response.sendStatus(204);
});
listen(createServer(app));
