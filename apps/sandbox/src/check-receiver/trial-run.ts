import { type CommentCount, commentCount } from "./comment-count.ts";
import { type Answer, isAccepted, type Trial, type Tried } from "./trial.ts";
import { triedReceiver } from "./tried-receiver.ts";

export interface TrialRunOptions {
  url: URL;
  /** An address or a command that says how many comments the receiver holds. */
  count?: string | undefined;
  /** For an answer, in milliseconds. */
  timeLimit: number;
  /** Ends it. */
  interrupt: AbortSignal;
}

/** What became of the count, if there was one: it was followed to the end, or why it was not. */
export type CountState = "none" | "followed" | "unreadable" | "unmoved" | "late";

/** Trials of one receiver, one after another, and what was seen of them. */
export interface TrialRun {
  readonly tried: readonly Tried[];
  readonly count: CountState;
  /** Tries it with a comment that has to be kept, and says whether it was accepted. */
  comment(trial: Trial): Promise<boolean>;
  /** Tries it with an event that is no comment. */
  other(trial: Trial): Promise<void>;
  /** Tries it with what must not be kept, and sees by a comment behind it whether something was. */
  bad(trials: readonly Trial[], comment: Trial): Promise<void>;
  /** Sends one comment several times, and sees by another behind it whether it was kept more than once. */
  again(name: string, comment: Trial, send: (sender: SenderAgain) => Promise<Answer>): Promise<void>;
  /** Notes what is not tried. */
  leave(trials: readonly Trial[]): void;
}

/** What one comment is sent several times with. */
export interface SenderAgain {
  /** Sends it. */
  send(): Promise<Answer>;
  /** Sends another one. */
  another(): Promise<void>;
}

/** Makes ready for trials of a receiver. */
export function trialRun({ url, count: source, timeLimit, interrupt }: TrialRunOptions): TrialRun {
  const receiver = triedReceiver(url, timeLimit, interrupt);
  const counter = source === undefined ? undefined : commentCount(source, timeLimit, interrupt);
  const tried: Tried[] = [];
  let count: CountState = counter ? "followed" : "none";

  /** Asks the count, as long as it can be relied on. */
  async function counted<T>(ask: (counter: CommentCount) => Promise<T>): Promise<T | undefined> {
    // A comment that was not answered in time may be counted at any time.
    if (count === "followed" && receiver.isSlow) count = "late";
    if (!counter || count !== "followed") return undefined;
    try {
      return await ask(counter);
    } catch {
      count = "unreadable";
      return undefined;
    }
  }

  async function another(comment: Trial): Promise<boolean> {
    return isAccepted(await receiver.send(comment.make()));
  }

  return {
    tried,
    get count() {
      return count;
    },
    leave(trials) {
      tried.push(...trials.map((trial) => ({ ...named(trial), answer: untried })));
    },

    async comment(trial) {
      const before = await counted((each) => each.read());
      const answer = await receiver.try(trial);
      const isKept =
        before === undefined || !isAccepted(answer)
          ? undefined
          : await counted(async (each) => (await each.reach(before + 1)) > before);
      tried.push({ ...named(trial), answer, isKept });
      // Whatever it counts, it is not these.
      if (isKept === false && tried.length === 1) count = "unmoved";
      return isAccepted(answer);
    },

    async other(trial) {
      tried.push({ ...named(trial), answer: await receiver.try(trial) });
    },

    async bad(trials, comment) {
      const first = tried.length;
      let before = await counted((each) => each.read());
      for (const trial of trials) {
        const answer = await receiver.try(trial);
        const after = before === undefined ? undefined : await counted((each) => each.read());
        tried.push({ ...named(trial), answer, isKept: risen(before, after) });
        before = after;
      }
      if (before === undefined || !(await another(comment))) return;
      const expected = before + 1;
      const settled = await counted((each) => each.settle(expected));
      if (settled === undefined || settled <= expected) return;
      // One of them was kept late: one that was accepted, if there are any.
      const suspects = tried.slice(first);
      const accepted = suspects.filter(({ answer }) => isAccepted(answer));
      for (const suspect of accepted.length > 0 ? accepted : suspects)
        tried[tried.indexOf(suspect)] = { ...suspect, isKept: true };
    },

    async again(name, comment, send) {
      const before = await counted((each) => each.read());
      const delivery = comment.make();
      let kept = 1;
      const answer = await send({
        send: () => receiver.send(delivery),
        async another() {
          if (await another(comment)) kept += 1;
        },
      });
      const expected = before === undefined || !(await another(comment)) ? undefined : before + kept + 1;
      const settled = expected === undefined ? undefined : await counted((each) => each.settle(expected));
      const more = settled === undefined || expected === undefined ? undefined : settled - expected;
      tried.push({ group: "again", name, answer, more });
    },
  };
}

const untried: Answer = { problem: "untried" };

const named = ({ group, name }: Trial) => ({ group, name });

const risen = (before: number | undefined, after: number | undefined) =>
  before === undefined || after === undefined ? undefined : after > before;
