import type { QueuedAnswer } from "./mock.ts";

/**
 * Names answers that no call has got: a test that orders one and never gets it has not tested what it was
 * to test. It holds nothing of what `match` compares.
 */
export function unusedText(unused: readonly QueuedAnswer[]): string {
  return `No call has got these answers: ${unused.map(nameOf).join(", ")}`;
}

function nameOf({ response, fault, example, code, dynamic, times = 1 }: QueuedAnswer): string {
  const name = String(response ?? fault ?? example ?? code ?? (dynamic ? "dynamic" : ""));
  return times > 1 ? `${name} (${times} times)` : name;
}
