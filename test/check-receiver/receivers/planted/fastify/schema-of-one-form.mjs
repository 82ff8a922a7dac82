import { verifyWebhook } from "@case-comments/client/webhook";
import Fastify from "fastify";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

const comments = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
const body = {
  type: "object",
  required: ["event", "payload"],
  properties: {
    event: { type: "string" },
    payload: { type: "object", required: ["comments"], properties: { comments } },
  },
};

const app = Fastify({ bodyLimit: 40_000_000 });
const rawBodies = new WeakMap();
app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, raw, done) => {
  rawBodies.set(request, raw);
  try {
    done(null, JSON.parse(raw));
  } catch (error) {
    error.statusCode = 400;
    done(error);
  }
});
app.get("/", async () => String(kept.length));
app.post("/", { schema: { body } }, async (request, reply) => {
  if (!(await verifyWebhook(rawBodies.get(request), request.headers["x-cv-signature"], secret)))
    return reply.code(401).send();
  if (request.body.event === "ADD_CASE_COMMENT") keepOnce(request.body.payload.comments);
  return reply.code(204).send();
});
await app.ready();
listen(app.server);
