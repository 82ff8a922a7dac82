import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { factsOf, lineOf } from "./delivery.ts";
import { listenerPath } from "./own-webhook.ts";

/** More than any event that a sandbox sends, in bytes. */
const mostBytes = 64_000_000;
/** Shorter than a sandbox waits, so that it hears that there was no answer, in milliseconds. */
const forwardTimeoutMs = 9_000;

/** What listens for events. */
export interface Listener {
  url: string;
  close(): Promise<void>;
}

/**
 * Listens on this machine, tells of each delivery in a line, and passes it on as it came.
 *
 * @param forward where to; without it, what is genuine is answered with 204, and what is forged with 401
 */
export async function startListener(
  { secret, forward }: { secret: string; forward?: string | undefined },
  tell: (line: string) => void,
): Promise<Listener> {
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (!body) return void response.writeHead(413, { connection: "close" }).end();
    const signature = request.headers["x-cv-signature"];
    const facts = await factsOf(body, signature, secret);
    const answer = forward
      ? await pass(forward, body, request)
      : { status: facts.isGenuine ? 204 : 401, told: "" };
    tell(lineOf(facts, answer.told || String(answer.status)));
    response.writeHead(answer.status).end();
  }

  const server: Server = createServer((request, response) => {
    if (request.method !== "POST" || request.url !== listenerPath) {
      response.writeHead(404).end();
      return;
    }
    // What breaks off in its middle is not a delivery.
    receive(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${listenerPath}`,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Passes a delivery on; whoever can't be reached answers with a gateway's status. */
async function pass(receiver: string, body: Buffer, { headers }: IncomingMessage) {
  const { "content-type": type = "application/json", "x-cv-signature": signature } = headers;
  try {
    const response = await fetch(receiver, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(forwardTimeoutMs),
      headers: { "content-type": type, ...(signature && { "x-cv-signature": String(signature) }) },
      body: new Uint8Array(body),
    });
    await response.body?.cancel();
    return { status: response.status, told: "" };
  } catch (error) {
    return (error as Error).name === "TimeoutError" ? noAnswer.late : noAnswer.unreached;
  }
}

/** What stands for the answer of a receiver that gave none: a gateway's. */
export const noAnswer = {
  unreached: { status: 502, told: "not reached" },
  late: { status: 504, told: "no answer in time" },
} as const;
