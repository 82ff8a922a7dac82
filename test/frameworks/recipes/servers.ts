import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import { type AddressInfo, connect } from "node:net";

export const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
export const comment = { text: "Hello", isRestricted: false, author: { email: "rosa@clinic.example" } };

const created = JSON.stringify({
  status: 200,
  success: true,
  message: "Case comment created successfully",
  data: { commentId: "c-1", createdAt: "2024-09-04T12:00:00.000Z" },
});

/** A server, or a proxy, that runs for one test. */
export interface Running extends AsyncDisposable {
  readonly url: string;
  /** What was asked of it. */
  readonly seen: string[];
}

async function run(server: Server, protocol: "http" | "https", seen: string[]): Promise<Running> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Creates every comment. With `tls` it speaks https. */
export function startApi(tls?: ServerOptions): Promise<Running> {
  const seen: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push(body);
    response.writeHead(200, { "content-type": "application/json" }).end(created);
  };
  return tls ? run(createTlsServer(tls, answer), "https", seen) : run(createServer(answer), "http", seen);
}

/** A proxy as companies have them: it forwards requests, and opens tunnels. */
export function startProxy(): Promise<Running> {
  const seen: string[] = [];
  const server = createServer((incoming, response) => {
    seen.push(`${incoming.method}`);
    const { method, headers } = incoming;
    const onward = request(incoming.url ?? "", { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  server.on("connect", ({ url = "" }, client) => {
    seen.push("CONNECT");
    const { hostname, port } = new URL(`http://${url}`);
    const onward = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      onward.pipe(client).pipe(onward);
    });
    for (const socket of [onward, client]) socket.on("error", () => {});
  });
  return run(server, "http", seen);
}
