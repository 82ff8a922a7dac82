import { createServer } from "node:http";

// Takes every comment and says so: the cheapest server there is, in a process of its own.
const body = JSON.stringify({
  status: 200,
  success: true,
  message: "Case comment created successfully",
  data: { commentId: "e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b", createdAt: "2024-09-04T12:00:00.000Z" },
});
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("disconnect", () => process.exit());
