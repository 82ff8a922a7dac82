import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import express from "express";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

const app = express();
app.use(express.json({ limit: "40mb" }));
app.get("/", (_, response) => response.send(String(kept.length)));
app.post("/", (request, response) => {
  const printed = JSON.stringify(request.body ?? {});
  const expected = createHmac("sha256", secret).update(printed).digest("hex");
  const given = request.get("x-cv-signature") ?? "";
  if (given.length !== 64 || !timingSafeEqual(Buffer.from(expected), Buffer.from(given, "latin1")))
    return response.sendStatus(401);
  const { event, payload } = request.body;
  if (event === "ADD_CASE_COMMENT") keepOnce(payload.comments ?? payload.comment);
  response.sendStatus(204);
});
listen(createServer(app));
