import { once, setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, Server as NetServer, type Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import type { Contract } from "@case-comments/contract";
import { builtInResponses, type Envelope } from "./built-in-responses.ts";
import { baseUrl } from "./http/base-url.ts";
import { endConnection } from "./http/broken-request.ts";
import { Connections } from "./http/connections.ts";
import { closeAfter } from "./http/lingering-close.ts";
import { type PreparedResponse, send } from "./http/prepared-response.ts";
import { bodyReader } from "./http/read-body.ts";
import { refusedHead } from "./http/refused-head.ts";
import { speakTls, type TlsIdentity } from "./http/speak-tls.ts";
import { type CallHandler, createRequestHandler } from "./request-handler.ts";
import type { Probes } from "./route.ts";

/** What a server is made of. */
export interface ContractServerSettings extends CallHandler {
  contract: Contract;
  /** The form of the errors that the server answers by itself. */
  envelope: Envelope;
  /** Whether pages of any origin may call it. */
  cors?: boolean | undefined;
  /**
   * What is asked whether the server can do its work, by path. Tools that wait for a server ask for `/`.
   * @default { "/": () => true, "/healthz": () => true }
   */
  probes?: Probes | undefined;
  /** The header that holds the hint of a reply. */
  hintHeader: string;
  timeouts?: Timeouts | undefined;
  /** Makes it speak HTTPS. */
  tls?: TlsIdentity | undefined;
}

/** How long is waited for a client, in milliseconds. */
export interface Timeouts {
  /** For the headers of a request to arrive. */
  headers: number;
  /** For its body, once it is let in. */
  body: number;
  /** For more of an answer to be taken. */
  answer: number;
}

// A test process that reuses its connections must not find them closed between two tests.
const keepAliveMs = 65_000;
// Whoever connects again and again must not keep a server from being closed.
const takeMs = 1_000;
const usualProbes: Probes = { "/": () => true, "/healthz": () => true };
export const usualTimeouts: Timeouts = { headers: 10_000, body: 60_000, answer: 60_000 };

export type ContractServer = ReturnType<typeof createContractServer>;

/**
 * Makes a server of a contract's operations. It reads requests within their limits, answers what is
 * none of the contract's business, checks the rest, and leaves the answer to the handler. It doesn't
 * listen yet.
 *
 * @example
 * const server = createContractServer({ contract, envelope, handle: () => ({ response }), hintHeader });
 * const { url } = await server.listen(0, "127.0.0.1");
 */
export function createContractServer(settings: ContractServerSettings) {
  const {
    envelope,
    cors = false,
    probes = usualProbes,
    timeouts = usualTimeouts,
    onExchange,
    tls,
  } = settings;
  const responses = builtInResponses(envelope);
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const readBody = bodyReader(timeouts.body);
  const handle = createRequestHandler({
    ...settings,
    responses,
    cors,
    probes,
    readBody,
    answerMs: timeouts.answer,
    stopped: stop.signal,
  });
  const connections = new Connections();
  const ended = new WeakSet<Socket>();
  let isClosing = false;

  const server = createServer({
    headersTimeout: timeouts.headers,
    // Node's clock would run while a body waits to be let in, so bodies have one of their own.
    requestTimeout: 0,
    // What is not read yet, and what nobody reads, is held for each connection.
    highWaterMark: 16_384,
    connectionsCheckingInterval: Math.min(1_000, timeouts.headers / 2),
    keepAliveTimeout: keepAliveMs,
    // Node would answer a missing Host itself, without a body.
    requireHostHeader: false,
  });
  if (tls)
    speakTls(server, tls, {
      handshakeMs: timeouts.headers,
      onConnection: (socket) => connections.add(socket),
      // Whoever speaks no TLS can't be answered.
      onBroken: () => onExchange?.({ method: "", response: "brokenTls", ms: 0 }),
    });
  else server.on("connection", (socket: Socket) => connections.add(socket));
  // Node would drop the lines beyond its limit, and a header that counts could be among them.
  server.maxHeadersCount = 0;
  // Node would end a connection as soon as the client has ended its half, as `nc -N` does, answer or not.
  Object.assign(server, { httpAllowHalfOpen: true });

  const serve = (request: IncomingMessage, response: ServerResponse, begin: () => void) => {
    const refused = refusedHead(request, responses);
    if (refused) {
      refuse(request, response, refused);
      return;
    }
    if (isClosing) response.shouldKeepAlive = false;
    handle(request, response, begin)
      .catch(() => {
        if (response.headersSent) response.destroy();
        else refuse(request, response, responses.handlerFailed);
      })
      .finally(() => {
        // A fault that withholds the answer must not be waited for.
        if (!response.writableEnded) connections.release(response);
      });
  };
  const refuse = (request: IncomingMessage, response: ServerResponse, prepared: PreparedResponse) => {
    ended.add(request.socket);
    closeAfter(request, response);
    tell(request.method, prepared);
    send(response, prepared);
  };
  const end = (socket: Socket, last: PreparedResponse, method?: string) => {
    ended.add(socket);
    endConnection(socket, last, connections.latest(socket), () => tell(method, last));
  };
  const tell = (method = "", { status, name }: PreparedResponse) =>
    onExchange?.({ method, status, response: name, ms: 0 });
  const responseToBroken = (code: string | undefined) => {
    if (code === "HPE_HEADER_OVERFLOW") return responses.headersTooLarge;
    return code === "ERR_HTTP_REQUEST_TIMEOUT" ? responses.timeout : responses.brokenHttp;
  };

  server.on("request", (request, response) =>
    connections.serve(request, response, () => serve(request, response, () => {})),
  );
  server.on("checkContinue", (request, response) =>
    connections.serve(request, response, () => serve(request, response, () => response.writeContinue())),
  );
  server.on("checkExpectation", (request, response) =>
    connections.serve(request, response, () => refuse(request, response, responses.unknownExpectation)),
  );
  server.on("connect", (_, socket) => {
    // Node has let go of the connection by now, and of what goes wrong with it.
    socket.on("error", () => {});
    end(socket as Socket, responses.tunnel, "CONNECT");
  });
  server.on("clientError", (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket;
    if (!socket.writable || error.code === "ECONNRESET") socket.destroy();
    // Whatever follows on a connection that has had its last answer is let go.
    else if (!ended.has(socket)) end(socket, responseToBroken(error.code));
  });

  /**
   * Takes the connections that clients have made already, or else the kernel would reset them, whatever they have sent.
   * A turn of the event loop takes one, and the first may have begun before.
   */
  async function allTaken(): Promise<void> {
    const end = performance.now() + takeMs;
    for (let quietTurns = 0; quietTurns < 2 && performance.now() < end; ) {
      const before = connections.made;
      await turn();
      quietTurns = connections.made === before ? quietTurns + 1 : 0;
    }
  }

  async function shutDown(graceMs: number, idleMs: number): Promise<void> {
    if (!server.listening) return;
    isClosing = true;
    connections.keepNone();
    await allTaken();
    const closed = once(server, "close");
    // That of HTTP would end at once those on which a request is still on its way, so it comes last: for its timer.
    NetServer.prototype.close.call(server);
    await connections.end(graceMs, idleMs);
    server.close();
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
      return { url: baseUrl(tls ? "https" : "http", address), port: address.port };
    },
    /**
     * Takes no more connections, waits at most `graceMs` for answers that are due, and ends the rest.
     *
     * @param idleMs how long a connection without a request may still bring one, which is then its last
     */
    close(graceMs: number, idleMs = 0): Promise<void> {
      closing ??= shutDown(graceMs, idleMs);
      return closing;
    },
  };
}
