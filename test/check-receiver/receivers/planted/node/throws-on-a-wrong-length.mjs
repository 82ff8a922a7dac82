import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { keepOnce, kept, listen, secret } from "../../keeping.mjs";

listen(
  createServer((request, response) => {
    if (request.method === "GET") return response.end(String(kept.length));
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const rawBody = Buffer.concat(chunks);
      const expected = createHmac("sha256", secret).update(rawBody).digest();
      const given = Buffer.from(request.headers["x-cv-signature"] ?? "".padEnd(64, "0"), "hex");
      if (!timingSafeEqual(given, expected)) return response.writeHead(401).end();
      const { event, payload } = JSON.parse(rawBody);
      if (event === "ADD_CASE_COMMENT") keepOnce(payload.comments ?? payload.comment);
      response.writeHead(204).end();
    });
  }),
);
