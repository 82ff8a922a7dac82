import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MockProcess, startMockProcess } from "./mock-process.ts";
import { RawConnection } from "./raw-connection.ts";
import { head, isAlive, path, post, valid, validJson } from "./requests.ts";

const limit = 32_000_000;
const megabyte = 1_000_000;

const withField = (field: string) => `${validJson.slice(0, -1)},${field}}`;
const withAttachments = (items: string) => {
  const [before = "", after = ""] = JSON.stringify({
    ...valid,
    communication: { ...valid.communication, attachments: ["…"] },
  }).split('"…"');
  return before + items + after;
};

const withEmail = (email: string) =>
  JSON.stringify({ ...valid, communication: { ...valid.communication, author: { email } } });
const keys = (count: number) =>
  Array.from({ length: count }, (_, index) => `"${index.toString(36)}":0`).join();

describe("a body over the limit", () => {
  let mock: MockProcess;
  beforeAll(async () => {
    mock = await startMockProcess();
  });
  afterAll(() => mock.stop());

  const announced = head("POST", path, { "content-length": String(limit + 1) });
  const inChunks = head("POST", path, { "transfer-encoding": "chunked" });
  const chunk = Buffer.from(`${(megabyte).toString(16)}\r\n${"x".repeat(megabyte)}\r\n`);

  it("is refused at its announcement, and the connection ends", async () => {
    const connection = await RawConnection.open(mock.url);
    connection.socket.write(announced);
    const [answer] = await connection.receive(1);
    expect(answer).toMatchObject({ status: 413, headers: { connection: "close" } });
    await connection.ended();
    connection.close();
  });

  it("is refused while it is still coming, and its sender can read that", async () => {
    const connection = await RawConnection.open(mock.url);
    connection.socket.write(inChunks);
    // As many clients do, this one looks for an answer only when everything is sent.
    for (let sent = 0; sent < 2 * limit; sent += megabyte) {
      if (!connection.socket.write(chunk))
        await new Promise((resolve) => connection.socket.once("drain", resolve));
    }
    const [answer] = await connection.receive(1);
    expect(answer).toMatchObject({ status: 413 });
    expect(JSON.parse(answer?.body ?? "")).toMatchObject({ status: 413, success: false });
    connection.close();
  });

  it.for([
    [limit, 200],
    [limit + 1, 413],
  ] as const)("begins behind its last byte: %i bytes get %i", async ([length, status]) => {
    const headers = { "cv-api-key": "a-key-for-tests", "content-type": "application/json" };
    const empty = JSON.stringify({ ...valid, communication: { ...valid.communication, text: "" } });
    const body = empty.replace('"text":""', `"text":"${"x".repeat(length - empty.length)}"`);
    expect((await fetch(mock.url + path, { method: "POST", headers, body })).status).toBe(status);
  });

  it.for(["fetch", "http.request"])("is refused so that %s understands it", async (client) => {
    const body = Buffer.alloc(limit + megabyte, "x");
    const headers = { "cv-api-key": "a-key-for-tests", "content-type": "application/json" };
    if (client === "fetch") {
      const response = await fetch(mock.url + path, { method: "POST", headers, body });
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ status: 413 });
    } else {
      const status = await new Promise((resolve, reject) => {
        request(mock.url + path, { method: "POST", headers }, (response) =>
          resolve(response.resume().statusCode),
        )
          .on("error", reject)
          .end(body);
      });
      expect(status).toBe(413);
    }
  });

  it("is not waited for when the client asked before sending it", async () => {
    const connection = await RawConnection.open(mock.url);
    connection.socket.write(
      head("POST", path, { "content-length": String(limit + 1), expect: "100-continue" }),
    );
    await connection.receive(1);
    expect(connection.text).toMatch(/^HTTP\/1\.1 413 /);
    connection.close();
  });

  it("leaves memory as it was", async () => {
    const before = await mock.usage();
    const connections = await Promise.all(Array.from({ length: 20 }, () => RawConnection.open(mock.url)));
    for (const { socket } of connections) {
      socket.write(announced);
      for (let sent = 0; sent < limit; sent += megabyte) socket.write(chunk);
    }
    await Promise.all(connections.map((connection) => connection.receive(1)));
    for (const connection of connections) connection.close();
    const after = await mock.usage();
    expect(after.peakMemory - before.peakMemory).toBeLessThan(100 * megabyte);
    expect(await isAlive(mock.url)).toBe(true);
  });
});

describe("a body built to make a check slow", () => {
  const size = 30 * megabyte;
  const fill = (item: string) => item.repeat(Math.floor(size / item.length));
  const attachment = `{"fileName":"scan.pdf","content":"${"QUJD".repeat(75)}"},`;
  const cases: [title: string, body: string, answer: number][] = [
    ["attachments that are numbers", withAttachments(`${fill("0,")}0`), 413],
    ["attachments without anything", withAttachments(`${fill("{},")}{}`), 413],
    ["good attachments and a bad one at the end", withAttachments(`${fill(attachment)}{}`), 400],
    [
      "base64 with a wrong character at its end",
      withAttachments(`{"fileName":"a","content":"${fill("QUJD")}!AAA"}`),
      400,
    ],
    ["an e-mail address of 30 MB", withEmail(fill("a@")), 400],
    ["text of escaped quotes", withField(`"x":"${fill('\\"')}"`), 200],
    ["escapes", withField(`"x":"${fill("\\u0041")}"`), 200],
    ["unknown keys", withField(keys(3_000_000)), 413],
    ["a third of a million unknown keys", withField(keys(333_000)), 200],
    ["arrays 900,000 deep", withField(`"x":${"[".repeat(900_000)}${"]".repeat(900_000)}`), 200],
    ["arrays that never end", fill("["), 413],
    ["objects that never end", fill('{"a":'), 413],
    ["a string that never ends", `"${fill("x")}`, 400],
    ["a number that never ends", fill("9"), 400],
  ];

  let mock: MockProcess;
  beforeAll(async () => {
    mock = await startMockProcess();
  });
  afterAll(() => mock.stop());

  it.for(cases)("costs little: %s", async ([, body, status]) => {
    const before = await mock.usage();
    const connection = await RawConnection.open(mock.url);
    connection.socket.write(post(body));
    const [answer] = await connection.receive(1);
    connection.close();
    expect(answer?.status).toBe(status);
    const after = await mock.usage();
    expect(after.cpuTime - before.cpuTime).toBeLessThan(
      10 * costOfReading(withAttachments(`${fill("0,")}0`)),
    );
    expect(await isAlive(mock.url)).toBe(true);
  });

  it("takes bounded memory", async () => {
    expect((await mock.usage()).peakMemory).toBeLessThan(700 * megabyte);
  });
});

/** What reading a text takes this machine now, in milliseconds of computing, whatever else it does. */
function costOfReading(json: string): number {
  const before = process.cpuUsage();
  JSON.parse(json);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
