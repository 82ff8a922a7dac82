import { RawConnection } from "./raw-connection.ts";

export const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
export const path = `/api/v1/cases/${aCase}`;

/** A request that deserves to succeed. */
export const valid = {
  action: "ADD_COMMUNICATION",
  communication: { text: "Please call back.", isRestricted: false, author: { email: "rosa@clinic.example" } },
};
export const validJson = JSON.stringify(valid);

export const usual: Record<string, string> = {
  host: "localhost",
  "cv-api-key": "a-key-for-tests",
  "content-type": "application/json",
};

/** The bytes of a POST with an exact length. Headers are merged over the usual ones; an empty one is left out. */
export function post(body: string | Buffer, headers: Record<string, string> = {}, target = path): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([head("POST", target, { "content-length": String(bytes.length), ...headers }), bytes]);
}

/** The bytes of a request's head. */
export function head(method: string, target: string, headers: Record<string, string> = {}): Buffer {
  const fields = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== "");
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1");
}

/** A body in chunks, none of which may be empty. */
export function chunked(...chunks: (string | Buffer)[]): Buffer {
  const framed = [...chunks, ""].map((chunk) => {
    const bytes = Buffer.from(chunk);
    return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
  });
  return Buffer.concat(framed);
}

/** Sends a request that must be answered with success, or else the mock is no longer there. */
export async function isAlive(url: string): Promise<boolean> {
  const connection = await RawConnection.open(url);
  connection.socket.write(post(validJson));
  const [answer] = await connection.receive(1);
  connection.close();
  return answer?.status === 200;
}
