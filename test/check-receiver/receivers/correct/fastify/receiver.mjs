import { readWebhook } from "@case-comments/client/webhook";
import Fastify from "fastify";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

const app = Fastify({ bodyLimit: 40_000_000 });
app.removeAllContentTypeParsers();
app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
app.get("/", async () => String(kept.length));
app.post("/", async (request, reply) => {
  const webhook = await readWebhook(request.body, request.headers["x-cv-signature"], secret);
  if (webhook.kind === "forged") return reply.code(401).send();
  if (webhook.kind === "comment") keepOnce(webhook.comment);
  return reply.code(204).send();
});
await app.ready();
listen(app.server);
