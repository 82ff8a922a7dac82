import type { Server } from "node:http";
import type { Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";

/** A certificate, with those that it depends on, and its key, as PEM. */
export interface TlsIdentity {
  cert: string | Uint8Array;
  key: string | Uint8Array;
}

export interface TlsOptions {
  /** How long a handshake may take, in milliseconds. */
  handshakeMs: number;
  /** Told of each connection of TLS, from its beginning. */
  onConnection: (socket: Socket) => void;
  /** Told when a connection ends without a handshake. */
  onBroken: () => void;
}

/**
 * Lets a server of HTTP speak HTTPS. Node's own would keep a connection to itself until the end of its
 * handshake, so that it couldn't be ended before. The connection under it must be left to TLS: to end it
 * from outside crashes the process.
 *
 * @throws the error of `createSecureContext`, such as one with the code ERR_OSSL_PEM_NO_START_LINE
 */
export function speakTls(server: Server, { cert, key }: TlsIdentity, options: TlsOptions): void {
  const { handshakeMs, onConnection, onBroken } = options;
  const secureContext = createSecureContext({ cert: Buffer.from(cert), key: Buffer.from(key) });
  const speakHttp = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (tcp: Socket) => {
    const socket = new TLSSocket(tcp, { isServer: true, secureContext });
    onConnection(socket);
    const timer = setTimeout(() => socket.destroy(), handshakeMs);
    let isSecure = false;
    socket.on("error", () => {});
    socket.once("close", () => {
      clearTimeout(timer);
      if (!isSecure) onBroken();
    });
    socket.once("secure", () => {
      clearTimeout(timer);
      isSecure = true;
      for (const speak of speakHttp) speak.call(server, socket);
    });
  });
}
