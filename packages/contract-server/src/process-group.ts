import { type ChildProcess, spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

const hasGroups = process.platform !== "win32";

/** What `spawn` has to be told so that a command's processes can be ended together. */
export const ownGroup = { detached: hasGroups };

// How long a group may take to end once it is asked to, in milliseconds.
const graceMs = 2_000;

/** Ends every process of a command's group: asks first, and after two seconds doesn't ask any more. */
export async function endGroup(leader: ChildProcess): Promise<void> {
  const { pid } = leader;
  if (pid === undefined) return;
  if (!hasGroups) {
    spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore" });
    return;
  }
  const until = performance.now() + graceMs;
  let isLeft = signal(pid, "SIGTERM");
  while (isLeft && performance.now() < until) {
    await sleep(20);
    isLeft = signal(pid, 0);
  }
  if (isLeft) signal(pid, "SIGKILL");
}

/** Whether there was anything left to get the signal. */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, name);
    return true;
  } catch {
    return false;
  }
}
