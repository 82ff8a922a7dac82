import { request as call, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";

/**
 * Builds what hands requests on to another server of this machine, as they are, and its answers back. So
 * a page may talk to that server without being allowed to talk to any other than its own.
 *
 * @param target the server's address, without a slash at the end
 */
export function forwardTo(target: string) {
  const { hostname, port } = new URL(target);
  return function forward(incoming: IncomingMessage, outgoing: ServerResponse, path: string): void {
    const { method, headers } = incoming;
    const host = `${hostname}:${port}`;
    const onward = call({ hostname, port, path, method, headers: { ...headers, host }, agent: false });
    onward.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      // One that breaks off breaks off here, too.
      pipeline(answer, outgoing, () => {});
    });
    onward.on("error", () => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502, { "content-type": "text/plain" }).end("The mock does not answer.\n");
    });
    // Whoever went away waits for nothing.
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  };
}
