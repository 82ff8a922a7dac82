import { verifyWebhook } from "@case-comments/client/webhook";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

const app = new Hono();
app.get("/", (c) => c.text(String(kept.length)));
app.post("/", async (c) => {
  const rawBody = await c.req.text();
  if (!verifyWebhook(rawBody, c.req.header("x-cv-signature"), secret)) return c.body(null, 401);
  const { event, payload } = JSON.parse(rawBody);
  if (event === "ADD_CASE_COMMENT") keepOnce(payload.comments ?? payload.comment);
  return c.body(null, 204);
});
listen(createAdaptorServer(app));
