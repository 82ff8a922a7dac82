import { createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

// Answers a request, and when it is told to, closes the connection and wakes the thread that waits for that.
const body = '{"status":200,"success":true,"message":"","data":{"commentId":"a","createdAt":"b"}}';
const answer = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
const closed = new Int32Array(workerData);

const tell = () => {
  Atomics.add(closed, 0, 1);
  Atomics.notify(closed, 0);
};

const server = createServer({ noDelay: true }, (socket) => {
  let received = "";
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    received += chunk;
    if (!received.endsWith("}}")) return;
    socket.write(answer);
    parentPort?.once("message", () => socket.end(tell));
  });
});
server.listen(0, "127.0.0.1", () => parentPort?.postMessage(server.address()));
