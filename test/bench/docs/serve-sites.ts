import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Site } from "./pages.ts";

const types: Readonly<Record<string, string>> = {
  css: "text/css",
  js: "text/javascript",
  yaml: "application/yaml",
};

/** Serves each site at an origin of its own, compressed once. Nothing is cached from one visit to the next. */
export async function serveSite(site: Site) {
  const packed = new Map(
    Object.entries(site).map(([path, text]) => [path, gzipSync(text, { level: 9 })] as const),
  );
  const server = createServer(({ url = "" }, response) => {
    const content = packed.get(url);
    if (!content) return response.writeHead(404).end();
    const type = types[url.slice(url.lastIndexOf(".") + 1)] ?? "text/html; charset=utf-8";
    const headers = { "content-type": type, "content-encoding": "gzip", "cache-control": "no-store" };
    return response.writeHead(200, { ...headers, "content-length": content.length }).end(content);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    /** In bytes, after gzip. */
    size: [...packed.values()].reduce((sum, { length }) => sum + length, 0),
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
