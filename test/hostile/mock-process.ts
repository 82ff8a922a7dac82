import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A mock in a process of its own, whose memory is its own, too. */
export interface MockProcess {
  url: string;
  /** The most memory that it has had so far, in bytes, and the time for which it has computed, in milliseconds. */
  usage(): Promise<{ peakMemory: number; cpuTime: number }>;
  stop(): Promise<void>;
}

export async function startMockProcess(): Promise<MockProcess> {
  const child = fork(fileURLToPath(new URL("./mock-process-main.ts", import.meta.url)), { execArgv: [] });
  const [url] = await once(child, "message");
  return {
    url,
    async usage() {
      child.send("usage");
      const [{ maxRSS, userCPUTime, systemCPUTime }] = await once(child, "message");
      return { peakMemory: maxRSS * 1024, cpuTime: (userCPUTime + systemCPUTime) / 1000 };
    },
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}
