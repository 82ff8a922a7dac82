/**
 * Serves a route handler of Next.js without Next.js: it takes a Request and gives a Response.
 *
 * node serve-route.mjs FILE
 */
import { createServer } from "node:http";
import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { listen } from "./keeping.mjs";

const handlers = await import(pathToFileURL(resolve(process.argv[2])).href);

listen(
  createServer(async (incoming, outgoing) => {
    const { method, headers } = incoming;
    const body = method === "POST" ? await buffer(incoming).catch(() => undefined) : undefined;
    if (method === "POST" && !body) return outgoing.destroy();
    const response = await handlers[method](
      new Request("http://receiver.example/", { method, headers, body }),
    );
    return outgoing.writeHead(response.status).end(Buffer.from(await response.arrayBuffer()));
  }),
);
