import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { type Contract, parseBody, type ReceivedRequest } from "@case-comments/contract";

/** A request as it came over the wire, and the status it got. */
export interface Recorded {
  method: string;
  /** The path with its query. */
  url: string;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
  status: number;
  /** The body that came back. */
  answer: Buffer;
}

/**
 * Stands between a caller and a server on port 0, passes everything on as it is, and keeps it.
 */
export async function startRecorder(target: string) {
  const requests: Recorded[] = [];
  const server = createServer((incoming, outgoing) => {
    record(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function record(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = incoming;
    const body = await buffer(incoming);
    const onward = request(new URL(url, target), {
      method,
      headers: { ...headers, host: new URL(target).host },
    });
    onward.end(body);
    const [response] = (await once(onward, "response")) as [IncomingMessage];
    const answer = await buffer(response);
    requests.push({ method, url, headers, body, status: response.statusCode ?? 0, answer });
    outgoing.writeHead(response.statusCode ?? 502, response.headers);
    outgoing.end(answer);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A recorded request as the contract checks it; `undefined` if it asks for none of its operations. */
export function receivedRequest(
  { method, url, headers, body }: Recorded,
  { matchOperation }: Contract,
): ReceivedRequest | undefined {
  const { pathname, searchParams: query } = new URL(url, "http://localhost");
  const match = matchOperation(method, pathname);
  if (!match || "allow" in match) return undefined;
  return { ...match, query, headers, ...(body.length > 0 ? { body: parseBody(body) } : {}) };
}

/** What a contract has against a recorded request: the name of the response it provokes, or nothing. */
export function objection(recorded: Recorded, contract: Contract): string | undefined {
  const request = receivedRequest(recorded, contract);
  if (!request) return "no such operation";
  const { headers, body } = recorded;
  const length = headers["content-length"];
  const isExact = length === String(body.length) || (length === undefined && body.length === 0);
  if (!isExact || headers["transfer-encoding"] !== undefined) return "no exact content-length";
  return contract.checkRequest(request)?.response.name;
}
