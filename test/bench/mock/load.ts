import { connect } from "node:net";

const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";

/** The bytes of a POST to the one operation, or to another path. */
export function post(
  body: string | Buffer,
  { path = `/api/v1/cases/${caseId}`, key = "a-key" } = {},
): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    `cv-api-key: ${key}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    "",
    "",
  ];
  return Buffer.concat([Buffer.from(head.join("\r\n")), Buffer.from(body)]);
}

/**
 * Sends one request again and again over some connections, each waiting for its answer before it
 * sends the next. Raw sockets, so that the sender costs little.
 *
 * @param port of the server; of several, each has as many of the connections, as behind a load balancer
 * @returns seconds from the first byte to the last
 * @throws {Error} if an answer has another status than expected
 */
export async function load(
  port: number | readonly number[],
  request: Buffer,
  status: number,
  requests: number,
  connections = 20,
) {
  const expected = `HTTP/1.1 ${status} `;
  const ports = [port].flat();
  let left = requests;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: Math.min(connections, requests) }, async (_, index) => {
      let missing = 0;
      let begun: Buffer = Buffer.alloc(0);
      const onread = { buffer: Buffer.allocUnsafe(65_536), callback: take };
      const socket = connect({
        port: ports[index % ports.length] ?? 0,
        host: "127.0.0.1",
        noDelay: true,
        onread,
      });
      const send = () => {
        if (left > 0) socket.write(request);
        else socket.end();
        left -= 1;
      };
      function take(count: number, buffer: Uint8Array): boolean {
        const chunk = buffer.subarray(0, count) as Buffer;
        if (missing > 0) missing -= count;
        else {
          const answer = begun.length === 0 ? chunk : Buffer.concat([begun, chunk]);
          const length = lengthOf(answer);
          begun = length === undefined ? Buffer.from(answer) : Buffer.alloc(0);
          if (length === undefined) return true;
          if (answer.toString("latin1", 0, expected.length) !== expected)
            socket.destroy(new Error(`expected ${status}, got ${answer.subarray(0, 40)}`));
          missing = length - answer.length;
        }
        if (missing === 0) send();
        return true;
      }
      socket.once("connect", send);
      await new Promise<void>((resolve, reject) => {
        socket.on("error", reject).on("close", resolve);
      });
    }),
  );
  return (performance.now() - start) / 1000;
}

function lengthOf(answer: Buffer): number | undefined {
  const end = answer.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const head = answer.toString("latin1", 0, end);
  if (head.startsWith("HTTP/1.1 204 ")) return end + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error("an answer without a content-length");
  return end + 4 + Number(length);
}
