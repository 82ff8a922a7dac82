import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { endGroup, ownGroup } from "@case-comments/contract-server";
import spawn from "cross-spawn";

/** How a command ended: with a code, by a signal, because it was stopped, or before it began. */
export type Ending =
  | { readonly code: number }
  | { readonly signal: NodeJS.Signals }
  | { readonly stopped: true }
  | { readonly problem: string };

export interface CommandRun {
  readonly ending: Ending;
  /** What it printed, on both streams; at most 64 MB. */
  readonly output: string;
  readonly ms: number;
}

const keptBytes = 64_000_000;
// How long the last of the output may take to arrive when a process has left the group and holds on to it.
const drainMs = 2_000;

/**
 * Runs a command in a process group of its own, and ends whatever is left of the group when the command
 * has ended or is to stop.
 *
 * @param env added to this process's environment
 * @param stop ends it
 */
export async function runObserved(
  [file = "", ...args]: readonly string[],
  env: Record<string, string>,
  stop: AbortSignal,
): Promise<CommandRun> {
  const started = performance.now();
  const child = spawn(file, args, {
    ...ownGroup,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const output = collectOutput(child);
  const closed = once(child, "close").catch(() => {});
  const onStop = () => void endGroup(child);
  stop.addEventListener("abort", onStop, { once: true });
  if (stop.aborted) onStop();
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    const ms = performance.now() - started;
    await endGroup(child);
    await Promise.race([closed, sleep(drainMs, undefined, { ref: false })]);
    for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    return { ending: endingOf(code, signal, stop.aborted), output: output(), ms };
  } catch (error) {
    return { ending: { problem: (error as NodeJS.ErrnoException).code ?? "unknown" }, output: "", ms: 0 };
  } finally {
    stop.removeEventListener("abort", onStop);
  }
}

function endingOf(code: number | null, signal: NodeJS.Signals | null, isStopped: boolean): Ending {
  if (isStopped) return { stopped: true };
  return signal ? { signal } : { code: code ?? 0 };
}

function collectOutput({ stdout, stderr }: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for (const stream of [stdout, stderr])
    stream?.on("data", (chunk: Buffer) => {
      if (bytes < keptBytes) chunks.push(chunk);
      bytes += chunk.length;
    });
  return () => Buffer.concat(chunks).toString("utf8");
}
