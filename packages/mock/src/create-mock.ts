import { once, setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Contract } from "@case-comments/contract";
import type { PrismOperation } from "./engine/prism-engine.ts";
import { createResponseCache } from "./engine/response-cache.ts";
import { baseUrl } from "./http/base-url.ts";
import { endConnection, responseToBroken } from "./http/broken-request.ts";
import { builtInResponses } from "./http/built-in-responses.ts";
import { Connections } from "./http/connections.ts";
import { closeAfter } from "./http/lingering-close.ts";
import { type PreparedResponse, send } from "./http/prepared-response.ts";
import { createRequestHandler, type Exchange, type RequestHandlerOptions } from "./request-handler.ts";

/** What a mock is made of. */
export interface MockSettings {
  contract: Contract;
  /** The contract's operations, as Prism reads them. */
  operations: readonly PrismOperation[];
  /** How long each response of the API waits, in milliseconds. */
  delay?: number | undefined;
  /** How long the headers of a request, and the whole of it, may take to arrive, in milliseconds. */
  timeouts?: { headers: number; request: number } | undefined;
  intercept?: RequestHandlerOptions["intercept"];
  onExchange?: ((exchange: Exchange) => void) | undefined;
}

// A test process that reuses its connections must not find them closed between two tests.
const keepAliveMs = 65_000;
/** In milliseconds. */
export const usualTimeouts = { headers: 10_000, request: 60_000 };

/** Makes a mock of any contract. It doesn't listen yet. */
export function createMock(settings: MockSettings) {
  const { contract, operations, delay = 0, timeouts = usualTimeouts } = settings;
  const { intercept, onExchange = () => {} } = settings;
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const responses = createResponseCache(operations);
  const stopped = stop.signal;
  const handle = createRequestHandler({ contract, responses, delay, stopped, intercept, onExchange });
  const connections = new Connections();
  const ended = new WeakSet<Socket>();

  const server = createServer({
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    connectionsCheckingInterval: Math.min(1_000, timeouts.headers / 2),
    keepAliveTimeout: keepAliveMs,
    // Node would answer a missing Host itself, without a body.
    requireHostHeader: false,
  });
  // Node would end a connection as soon as the client has ended its half, as `nc -N` does, answer or not.
  Object.assign(server, { httpAllowHalfOpen: true });

  const serve = (request: IncomingMessage, response: ServerResponse, begin: () => void) => {
    connections.expect(request, response);
    if (!server.listening) response.shouldKeepAlive = false;
    handle(request, response, begin)
      .catch(() => {
        if (response.headersSent) response.destroy();
        else refuse(request, response, builtInResponses.engineFailed);
      })
      .finally(() => {
        // A fault that withholds the answer must not be waited for.
        if (!response.writableEnded) connections.release(response);
      });
  };
  const refuse = (request: IncomingMessage, response: ServerResponse, prepared: PreparedResponse) => {
    closeAfter(request, response);
    send(response, prepared);
    tell(request.method, prepared);
  };
  const end = (socket: Socket, last: PreparedResponse, method?: string) => {
    ended.add(socket);
    endConnection(socket, last, connections.latest(socket), () => tell(method, last));
  };
  const tell = (method = "", { status, name }: PreparedResponse) =>
    onExchange({ method, status, response: name, length: 0, ms: 0 });

  server.on("connection", (socket: Socket) => connections.add(socket));
  server.on("request", (request, response) => serve(request, response, () => {}));
  server.on("checkContinue", (request, response) => serve(request, response, () => response.writeContinue()));
  server.on("checkExpectation", (request, response) => {
    connections.expect(request, response);
    refuse(request, response, builtInResponses.unknownExpectation);
  });
  server.on("connect", (_, socket) => end(socket as Socket, builtInResponses.tunnel, "CONNECT"));
  server.on("clientError", (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket;
    if (!socket.writable || error.code === "ECONNRESET") socket.destroy();
    // Whatever follows on a connection that has had its last answer is let go.
    else if (!ended.has(socket)) end(socket, responseToBroken(error.code));
  });

  async function shutDown(graceMs: number): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    await connections.end(graceMs);
    stop.abort();
    await closed;
  }
  let closing: Promise<void> | undefined;

  return {
    /**
     * Starts to listen, and gives the address.
     *
     * @throws the error of `listen`, such as one with the code EADDRINUSE
     */
    async listen(port: number, host: string): Promise<{ url: string; port: number }> {
      server.listen(port, host);
      await once(server, "listening");
      const address = server.address() as AddressInfo;
      return { url: baseUrl(address), port: address.port };
    },
    /** Takes no more connections, waits at most `graceMs` for answers that are due, and ends the rest. */
    close(graceMs: number): Promise<void> {
      closing ??= shutDown(graceMs);
      return closing;
    },
  };
}
