import { readWebhook } from "@case-comments/client/webhook";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

const app = new Hono();
app.get("/", (c) => c.text(String(kept.length)));
app.post("/", async (c) => {
  const webhook = await readWebhook(await c.req.arrayBuffer(), c.req.header("x-cv-signature"), secret);
  if (webhook.kind === "forged") return c.body(null, 401);
  if (webhook.kind === "comment") {
    for (const { content } of webhook.comment.attachments ?? []) Buffer.from(content, "base64");
    keepOnce(webhook.comment);
  }
  return c.body(null, 204);
});
listen(createAdaptorServer(app));
