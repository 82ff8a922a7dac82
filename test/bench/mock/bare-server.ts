import { createServer } from "node:http";

// What a server can't do without: it reads the body, parses it, and answers.
const success = JSON.stringify({
  status: 200,
  success: true,
  message: "Case comment created successfully",
  data: { commentId: "e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b", createdAt: "2024-09-04T12:00:00.000Z" },
});
const refusal = JSON.stringify({
  status: 400,
  success: false,
  message: "Invalid request",
  error: "Missing required field `text`",
});

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const { communication } = JSON.parse(Buffer.concat(chunks).toString());
    const [status, body] = communication.text === undefined ? [400, refusal] : [200, success];
    response
      .writeHead(status as number, {
        "content-type": "application/json",
        "content-length": (body as string).length,
      })
      .end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address() as { port: number };
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${address.port}` })}\n`);
});
