import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ReceivedWebhook, readWebhook } from "@case-comments/client/webhook";

/** A webhook that came, and what the client makes of it. */
export interface Received {
  path: string | undefined;
  body: Buffer;
  signature: string | undefined;
  webhook: ReceivedWebhook;
}

/** A receiver of webhooks, as an integrator would have it. */
export class Receiver {
  readonly received: Received[] = [];
  /** How it answers. */
  answer: (response: ServerResponse, request: IncomingMessage) => void = (response) =>
    void response.writeHead(204).end();
  readonly #secret: string;
  readonly #server = createServer((request, response) => void this.#take(request, response));

  constructor(secret: string) {
    this.#secret = secret;
  }

  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhooks`;
  }

  /** The ids of the comments that genuine events told of, in the order in which they came. */
  get commentIds(): string[] {
    return this.received.flatMap(({ webhook }) => (webhook.kind === "comment" ? [webhook.comment.id] : []));
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const signature = request.headers["x-cv-signature"] as string | undefined;
    this.received.push({
      path: request.url,
      body,
      signature,
      webhook: await readWebhook(body, signature, this.#secret),
    });
    this.answer(response, request);
  }
}
