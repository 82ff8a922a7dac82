import { deliver } from "./deliver.ts";
import { reachability } from "./reachability.ts";
import { type Answer, type Delivery, isGenuine, type Trial } from "./trial.ts";

/** How long somebody may take to start it again, in milliseconds. */
const restartMs = 5_000;

/** A receiver, as it is seen from where events are sent. */
export interface TriedReceiver {
  /** Tries it once. Where a genuine event is answered late, it gets another chance with a new one. */
  try(trial: Trial): Promise<Answer>;
  /** Sends what was made before, at once. */
  send(delivery: Delivery): Promise<Answer>;
  /** Whether it is of no use to send any more. */
  readonly isGone: boolean;
  /** Whether an answer was so late that it was not waited for, or asked for again. */
  readonly isSlow: boolean;
}

/**
 * @param timeLimit for an answer, in milliseconds
 * @param interrupt ends all that is under way
 */
export function triedReceiver(url: URL, timeLimit: number, interrupt: AbortSignal): TriedReceiver {
  let isGone = false;
  let isSlow = false;
  let wasReached = false;

  async function send(delivery: Delivery): Promise<Answer> {
    if (isGone || interrupt.aborted) return { problem: "untried" };
    const answer = await deliver(url, delivery, timeLimit, interrupt);
    if ("problem" in answer && answer.problem === "unreachable" && !wasReached) {
      isGone = true;
      return answer;
    }
    wasReached = true;
    if ("status" in answer) return answer;
    if (answer.problem === "timeout" || answer.code === "ETIMEDOUT") {
      isSlow = true;
      return { problem: "timeout" };
    }
    if (interrupt.aborted) return { problem: "untried" };
    const found = await reachability(url, Math.min(timeLimit, restartMs));
    isGone = found === "gone";
    return found === "there" ? { problem: "broken" } : { problem: "died" };
  }

  return {
    send,
    async try(trial) {
      const first = await send(trial.make());
      if (!isGenuine(trial.group) || !isLate(first, timeLimit)) return first;
      isSlow = true;
      const second = await send(trial.make());
      return isLate(second, timeLimit) ? slower(first, second) : second;
    },
    get isGone() {
      return isGone;
    },
    get isSlow() {
      return isSlow;
    },
  };
}

/** Whether an answer took so much of the time limit that a busy day would take the rest. */
export const isLate = (answer: Answer, timeLimit: number): boolean =>
  "status" in answer ? answer.ms > timeLimit / 2 : answer.problem === "timeout";

const slower = (first: Answer, second: Answer): Answer =>
  "status" in second && "status" in first && first.ms < second.ms ? first : second;
