import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { forwardTo } from "./forward.ts";
import { type Page, sendPage } from "./page.ts";

/**
 * Serves the pages and the mock, and nothing else, on this machine alone.
 *
 * @param port 0 takes a free one
 * @param mockUrl what `/mock/` leads to
 * @returns its address, and a function that stops it at once
 * @throws an error with the code EADDRINUSE if the port is taken
 */
export async function serve(pages: ReadonlyMap<string, Page>, port: number, mockUrl: string) {
  const forward = forwardTo(mockUrl);
  const server = createServer((request, response) => {
    const { method = "", url = "" } = request;
    if (url.startsWith("/mock/")) return forward(request, response, url.slice("/mock".length));
    const path = url.split("?", 1)[0] ?? "";
    const page = pages.get(path);
    const say = (status: number, text: string, headers = {}) =>
      response.writeHead(status, { "content-type": "text/plain", ...headers }).end(`${text}\n`);
    if (!page && pages.has(`${path}/`))
      return say(308, "This page ends in a slash.", { location: `${path}/` });
    if (!page) return say(404, "There is no such page.");
    if (method !== "GET" && method !== "HEAD")
      return say(405, "A page can only be read.", { allow: "GET, HEAD" });
    return sendPage(page, request, response);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
