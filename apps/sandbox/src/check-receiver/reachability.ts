import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { bareHost } from "../webhooks/web-address.ts";

/** How long a connection must last, in milliseconds: a process that is just ending may still accept one. */
const lastingMs = 150;
/** How long a connection may take, in milliseconds. */
const connectMs = 2_000;

/** Whether somebody still listens there, or else comes back within a time in milliseconds. */
export async function reachability(url: URL, patience: number): Promise<"there" | "back" | "gone"> {
  const until = performance.now() + patience;
  if (await canConnect(url)) return "there";
  while (performance.now() < until) {
    await sleep(100);
    if (await canConnect(url)) return "back";
  }
  return "gone";
}

async function canConnect({ hostname, port, protocol }: URL): Promise<boolean> {
  const usualPort = protocol === "https:" ? 443 : 80;
  const socket = connect({ host: bareHost(hostname), port: Number(port || usualPort) });
  socket.on("error", () => {});
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(connectMs) });
    await Promise.race([once(socket, "close"), sleep(lastingMs)]);
    return !socket.closed;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
