import { createHmac } from "node:crypto";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

const app = new Hono();
app.get("/", (c) => c.text(String(kept.length)));
app.post("/", async (c) => {
  const rawBody = Buffer.from(await c.req.arrayBuffer());
  const expected = createHmac("sha256", secret).update(rawBody).digest("hex");
  const given = c.req.header("x-cv-signature");
  if (!given || !expected.startsWith(given)) return c.body(null, 401);
  try {
    const { event, payload } = JSON.parse(rawBody);
    if (event === "ADD_CASE_COMMENT") keepOnce(payload.comments ?? payload.comment);
  } catch {
    return c.body(null, 400);
  }
  return c.body(null, 204);
});
listen(createAdaptorServer(app));
