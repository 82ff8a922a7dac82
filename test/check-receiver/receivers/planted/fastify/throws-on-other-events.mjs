import { verifyWebhook } from "@case-comments/client/webhook";
import Fastify from "fastify";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

const handlers = {
  ADD_CASE_COMMENT: ({ comments, comment }) => keepOnce(comments ?? comment),
};

const app = Fastify({ bodyLimit: 40_000_000 });
app.removeAllContentTypeParsers();
app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
app.get("/", async () => String(kept.length));
app.post("/", async (request, reply) => {
  if (!(await verifyWebhook(request.body, request.headers["x-cv-signature"], secret)))
    return reply.code(401).send();
  const { event, payload } = JSON.parse(request.body);
  handlers[event](payload);
  return reply.code(204).send();
});
await app.ready();
listen(app.server);
