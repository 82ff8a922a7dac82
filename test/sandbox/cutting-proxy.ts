import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What happens to one connection. */
export interface Cut {
  /** Which way the bytes go that are counted. */
  way: "up" | "down";
  /** After how many of them the connection ends. */
  bytes: number;
  /** Whether it is reset, or closed as if nothing were wrong. */
  reset: boolean;
}

/**
 * Starts a proxy that ends connections in their middle.
 *
 * @param cutOf chosen for each connection as it comes; `undefined` leaves it whole
 */
export async function startCuttingProxy(target: string, cutOf: () => Cut | undefined) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const cut = cutOf();
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    pass(client, upstream, cut?.way === "up" ? cut : undefined);
    pass(upstream, client, cut?.way === "down" ? cut : undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close(): Promise<void> {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function pass(from: Socket, to: Socket, cut: Cut | undefined): void {
  let left = cut?.bytes ?? Number.POSITIVE_INFINITY;
  from.on("data", (chunk) => {
    const part = chunk.subarray(0, left);
    left -= part.length;
    if (left > 0) {
      to.write(part);
      return;
    }
    from.pause();
    // What was let through arrives before the end.
    to.write(part, () => {
      for (const socket of [from, to]) {
        if (cut?.reset) socket.resetAndDestroy();
        else socket.destroy();
      }
    });
  });
  from.on("end", () => to.end());
}
