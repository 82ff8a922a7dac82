import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { median, table } from "../statistics.ts";
import { load, post } from "./load.ts";
import { start } from "./servers.ts";

const megabyte = 1_000_000;
const small = post("{}");
const large = post(`{"text":"${"x".repeat(24 * megabyte)}"}`);
const chunkedHead = post("").toString().replace("content-length: 0", "transfer-encoding: chunked");

/** Ways to keep a server from others, each by what one connection of its kind does. */
const attacks: Record<string, { connections: number; attack: (socket: Socket) => void }> = {
  "uploads that stop after 100 kB": {
    connections: 6,
    attack: (socket) => void socket.write(large.subarray(0, 100_000)),
  },
  "uploads of 24 MB": { connections: 30, attack: (socket) => void socket.write(large) },
  "uploads in chunks of one byte": {
    connections: 6,
    attack: (socket) => {
      const chunks = Buffer.from("1\r\nx\r\n".repeat(50_000));
      const send = () => socket.writable && void socket.write(chunks);
      socket.write(chunkedHead);
      socket.on("drain", send);
      send();
    },
  },
  "2,000 requests whose answers are not read": {
    connections: 100,
    attack: (socket) => {
      socket.pause();
      socket.write(Buffer.concat(Array.from({ length: 2_000 }, () => small)));
    },
  },
};

/** How long a small request takes while others do all they can, and what memory it costs. */
export async function besideAttacks(): Promise<string> {
  const rows = [await measure("nothing", [])];
  for (const name of Object.keys(attacks)) rows.push(await measure(name, [name]));
  rows.push(await measure("all of these at once", Object.keys(attacks)));
  return table(["what others send", "connections", "median ms", "worst ms", "peak MB"], rows);
}

const secondsOfEach = 5;

async function measure(title: string, names: string[]): Promise<string[]> {
  const server = await start("case-comments-mock");
  const sockets: Socket[] = [];
  try {
    for (let each = 0; each < 50; each += 1) await load(server.port, small, 400, 1, 1);
    for (const name of names) {
      const { connections, attack } = attacks[name] ?? { connections: 0, attack: () => {} };
      for (let each = 0; each < connections; each += 1) {
        const socket = connect(server.port, "127.0.0.1");
        sockets.push(socket.on("error", () => {}));
        await once(socket, "connect");
        socket.resume();
        attack(socket);
      }
    }
    const times: number[] = [];
    for (const end = performance.now() + secondsOfEach * 1_000; performance.now() < end; await sleep(20)) {
      times.push((await load(server.port, small, 400, 1, 1)) * 1_000);
    }
    const peak = await server.peakMemory();
    return [
      title,
      String(sockets.length),
      median(times).toFixed(1),
      Math.max(...times).toFixed(0),
      (peak / megabyte).toFixed(0),
    ];
  } finally {
    for (const socket of sockets) socket.destroy();
    await server.stop();
  }
}
