import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const types: Record<string, string> = { html: "text/html; charset=utf-8", json: "application/json" };

/** Serves the files of one folder at a free port of this machine. `/` is its `index.html`. */
export async function serveFolder(folder: URL) {
  const server = createServer(async (request, response) => {
    const name = request.url === "/" ? "index.html" : (request.url ?? "").slice(1);
    const content = /^[\w.-]+$/.test(name)
      ? await readFile(new URL(name, folder)).catch(() => undefined)
      : undefined;
    const type = types[name.slice(name.lastIndexOf(".") + 1)] ?? "text/plain";
    response.writeHead(content ? 200 : 404, { "content-type": type }).end(content);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
