import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Another address than the mock's, to which redirects lead, and where nothing should ever arrive. */
export async function startRedirectTarget() {
  const followed = new Set<number>();
  const server = createServer((request, response) => {
    followed.add(Number(/^\/redirected\/(\d+)$/.exec(request.url ?? "")?.[1]));
    request.resume();
    response.writeHead(404, { connection: "close" }).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    /** The address to which calls of a group are redirected. */
    urlFor: (group: number) => `http://127.0.0.1:${port}/redirected/${group}`,
    /** The groups whose calls came here. */
    followed: followed as ReadonlySet<number>,
    async close(): Promise<void> {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
