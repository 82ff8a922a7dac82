import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { checkRequest, matchOperation, parseBody } from "@case-comments/contract";

/** A request as it came over the wire, and the status it got. */
export interface Recorded {
  method: string;
  path: string;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
  status: number;
}

/**
 * Stands between a caller and a server on port 0, passes everything on as it is, and keeps it.
 */
export async function startRecorder(target: string) {
  const requests: Recorded[] = [];
  const server = createServer((incoming, answer) => {
    record(incoming, answer).catch(() => answer.destroy());
  });

  async function record(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = "", url: path = "", headers } = incoming;
    const body = await buffer(incoming);
    const onward = request(new URL(path, target), {
      method,
      headers: { ...headers, host: new URL(target).host },
    });
    onward.end(body);
    const [response] = (await once(onward, "response")) as [IncomingMessage];
    requests.push({ method, path, headers, body, status: response.statusCode ?? 0 });
    answer.writeHead(response.statusCode ?? 502, response.headers);
    answer.end(await buffer(response));
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

/** What the contract has against a recorded request: the name of the answer it deserves, or nothing. */
export function objection({ method, path, headers, body }: Recorded): string | undefined {
  const match = matchOperation(method, path);
  if (!match || "allow" in match) return "no such operation";
  if (!/^\d+$/.test(String(headers["content-length"])) || Number(headers["content-length"]) !== body.length) {
    return "no exact content-length";
  }
  return checkRequest({ ...match, headers, body: parseBody(body) })?.name;
}
