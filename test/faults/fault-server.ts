import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { generate } from "selfsigned";
import { Connection } from "./connection.ts";
import type { ReceivedRequest } from "./received-request.ts";
import type { ServerScript } from "./server-script.ts";

const loopback = "127.0.0.1";

/** A server on a raw socket that does what its scripts say, and keeps what it received. */
export interface FaultServer {
  readonly port: number;
  /** Every request that began, in the order in which they did. */
  readonly requests: readonly ReceivedRequest[];
  /** What it responded, by connection. */
  readonly responses: readonly string[];
  /** Whether one of its scripts has come to a stall. */
  readonly hasStalled: boolean;
  /** How many requests came to the server that stands for another origin. */
  readonly otherOriginRequests: number;
  /** Waits until nothing is on its way any more and every connection is closed; then stops. */
  close(): Promise<void>;
}

/**
 * Starts a server on a free port of this machine.
 *
 * @param scripts for one request after the other, reused connections included; the last repeats
 * @param tls whether it speaks TLS, with a certificate that nobody trusts
 *
 * @example
 * const server = await startFaultServer([reset(half), respond(success)]);
 */
export async function startFaultServer(scripts: readonly ServerScript[], tls = false): Promise<FaultServer> {
  const connections: Connection[] = [];
  const otherConnections: Connection[] = [];
  let turn = 0;
  let isClosing = false;
  const nextScript = () => scripts[Math.min(turn++, scripts.length - 1)] ?? [];
  const record = (connection: Connection, list: Connection[]) => {
    list.push(connection);
    // Node's fetch connects once more after a call was given up, and then leaves it at that.
    if (isClosing) void connection.settle();
  };

  const other = createServer((socket) => record(new Connection(socket, () => []), otherConnections));
  await listen(other);
  const otherOrigin = `http://${loopback}:${portOf(other)}`;
  const accept = (socket: Socket) => record(new Connection(socket, nextScript, otherOrigin), connections);
  const server = tls ? createTlsServer(await selfSignedCertificate(), accept) : createServer(accept);
  await listen(server);

  return {
    port: portOf(server),
    get requests() {
      return begun(connections);
    },
    get responses() {
      return connections.map(({ responses }) => responses);
    },
    get hasStalled() {
      return connections.some(({ hasStalled }) => hasStalled);
    },
    get otherOriginRequests() {
      return begun(otherConnections).length;
    },
    async close() {
      isClosing = true;
      // What waits to be accepted may hold a request, too.
      await new Promise((resolve) => setImmediate(resolve));
      await Promise.all([...connections, ...otherConnections].map((connection) => connection.settle()));
      await Promise.all([stop(server), stop(other)]);
    },
  };
}

/** Made anew each time, so that no private key is kept anywhere. */
async function selfSignedCertificate(): Promise<{ key: string; cert: string }> {
  const name = [{ name: "commonName", value: loopback }];
  const { private: key, cert } = await generate(name, { keyType: "ec", algorithm: "sha256" });
  return { key, cert };
}

// A connection that brings nothing may be meant for whoever had this port before.
const begun = (connections: readonly Connection[]) =>
  connections.flatMap(({ requests }) => requests).filter(({ receivedLength }) => receivedLength > 0);

async function listen(server: Server): Promise<void> {
  server.listen(0, loopback);
  await once(server, "listening");
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  await once(server, "close");
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
