import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { forwardTo } from "./forward.ts";

/** What one path of the site answers with. */
export interface Page {
  type: string;
  content: string | Buffer;
  /** The name under which a browser saves it, when it is a download. */
  download?: string;
}

// Everything the pages need is in them, so nothing else may be loaded.
const policy =
  "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:; connect-src 'self'";

/**
 * Serves the pages and the mock, and nothing else, on this machine alone.
 *
 * @param port 0 takes a free one
 * @param mockUrl what `/mock/` leads to
 * @returns its address, and a function that stops it at once
 * @throws an error with the code EADDRINUSE if the port is taken
 */
export async function serve(pages: Map<string, Page>, port: number, mockUrl: string) {
  const forward = forwardTo(mockUrl);
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/mock/"))
      return forward(request, response, request.url.slice("/mock".length));
    const page = pages.get(new URL(request.url ?? "/", "http://localhost").pathname);
    if (!page)
      return response.writeHead(404, { "content-type": "text/plain" }).end("There is no such page.\n");
    response.writeHead(200, {
      "content-type": page.type,
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      ...(page.download ? { "content-disposition": `attachment; filename="${page.download}"` } : {}),
    });
    return response.end(request.method === "HEAD" ? undefined : page.content);
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

/** The pages of the site: the front page, the docs, and the contract to download. */
export async function pages(frontPage: string): Promise<Map<string, Page>> {
  const file = (specifier: string) => readFile(new URL(import.meta.resolve(specifier)));
  const html = "text/html; charset=utf-8";
  const yaml = await file("@case-comments/openapi/openapi.yaml");
  const json = await file("@case-comments/openapi/openapi.json");
  return new Map<string, Page>([
    ["/", { type: html, content: frontPage }],
    [
      "/flow.svg",
      { type: "image/svg+xml", content: await readFile(new URL("../page/flow.svg", import.meta.url)) },
    ],
    ["/docs/", { type: html, content: await file("@case-comments/docs/index.html") }],
    ["/docs/openapi.yaml", { type: "application/yaml", content: yaml, download: "openapi.yaml" }],
    ["/docs/openapi.json", { type: "application/json", content: json, download: "openapi.json" }],
  ]);
}
