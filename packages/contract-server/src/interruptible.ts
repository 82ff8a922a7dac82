import { constants } from "node:os";

const interrupts = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does work that a signal ends early. When it has ended, this process ends by the same signal, because
 * whoever waits for it is to see that.
 *
 * @param work gives the exit code, and is told of a signal
 */
export async function interruptible(work: (interrupt: AbortSignal) => Promise<number>): Promise<number> {
  const stop = new AbortController();
  let interruptedBy: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    interruptedBy ??= signal;
    stop.abort();
  };
  for (const signal of interrupts) process.on(signal, onSignal);
  try {
    const code = await work(stop.signal);
    if (!interruptedBy) return code;
  } finally {
    for (const signal of interrupts) process.removeListener(signal, onSignal);
  }
  process.kill(process.pid, interruptedBy);
  // For what doesn't die of it.
  return 128 + constants.signals[interruptedBy];
}
