import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { Behaviour } from "./behaviour.ts";
import { Connection } from "./connection.ts";
import type { ReceivedRequest } from "./received-request.ts";
import { selfSignedCertificate } from "./self-signed.ts";

const loopback = "127.0.0.1";

/** A server on a raw socket that misbehaves, and keeps what it received. */
export interface FaultServer {
  readonly port: number;
  /** Every request that began, in the order in which they did. */
  readonly requests: readonly ReceivedRequest[];
  /** What it answered, by connection. */
  readonly answers: readonly string[];
  /** How many requests came to the server that stands for another origin. */
  readonly strays: number;
  /** Waits until nothing is on its way any more and every connection is closed; then stops. */
  close(): Promise<void>;
}

/**
 * Starts a server on a free port of this machine.
 *
 * @param behaviours for one request after the other, kept connections included; the last repeats
 * @param tls whether it speaks TLS, with a certificate that nobody trusts
 *
 * @example
 * const server = await startFaultServer([reset(half), reply(success)]);
 */
export async function startFaultServer(behaviours: readonly Behaviour[], tls = false): Promise<FaultServer> {
  const connections: Connection[] = [];
  const elsewhere: Connection[] = [];
  let turn = 0;
  let isClosing = false;
  const nextBehaviour = () => behaviours[Math.min(turn++, behaviours.length - 1)] ?? [];
  const record = (connection: Connection, list: Connection[]) => {
    list.push(connection);
    // Node's fetch connects once more after a call was given up, and then leaves it at that.
    if (isClosing) void connection.settle();
  };

  const other = createServer((socket) => record(new Connection(socket, () => []), elsewhere));
  await listen(other);
  const target = `http://${loopback}:${portOf(other)}`;
  const accept = (socket: Socket) => record(new Connection(socket, nextBehaviour, target), connections);
  const server = tls ? createTlsServer(selfSignedCertificate(), accept) : createServer(accept);
  await listen(server);

  return {
    port: portOf(server),
    get requests() {
      return begun(connections);
    },
    get answers() {
      return connections.map(({ answers }) => answers);
    },
    get strays() {
      return begun(elsewhere).length;
    },
    async close() {
      isClosing = true;
      // What waits to be accepted may hold a request, too.
      await new Promise((resolve) => setImmediate(resolve));
      await Promise.all([...connections, ...elsewhere].map((connection) => connection.settle()));
      await Promise.all([stop(server), stop(other)]);
    },
  };
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
