import { type CommentCount, CountUnreadable, commentCount } from "./comment-count.ts";
import { compact, type JsonPrint, jsonPrints } from "./json-prints.ts";
import { type Answer, type Delivery, isAccepted, isGenuine, type Trial, type Tried } from "./trial.ts";
import { trialsFor } from "./trials.ts";
import { triedReceiver } from "./tried-receiver.ts";

export interface ReceiverCheckOptions {
  url: URL;
  secret: string;
  /** An address or a command that says how many comments the receiver holds. */
  count?: string | undefined;
  /** The case that all comments are of. */
  caseId: string;
  /** For an answer, in milliseconds. */
  timeLimit: number;
  /** The largest event that is sent, in megabytes. */
  largest: number;
  /** Ends the check. */
  interrupt: AbortSignal;
}

/** What a check of a receiver has seen. */
export interface ReceiverCheck {
  readonly tried: readonly Tried[];
  /** In milliseconds. */
  readonly timeLimit: number;
  /** What became of the count, if there was one: it was followed to the end, or why it was not. */
  readonly count: "none" | "followed" | "unreadable" | "unmoved" | "late";
}

/** Why nothing can be said. */
export type CannotJudge =
  | { readonly reason: "unreachable"; readonly code: string }
  | { readonly reason: "uncounted"; readonly why: string }
  | { readonly reason: "refusesAll"; readonly answer: Answer }
  | { readonly reason: "interrupted" };

/**
 * Sends a receiver of webhooks every documented form of a comment's event, other events, and everything
 * bad that can come to its address.
 *
 * @example
 * const check = await checkReceiver({ url, secret, caseId, timeLimit: 10_000, largest: 32, interrupt });
 * if ("reason" in check) …; else check.tried
 */
export async function checkReceiver(options: ReceiverCheckOptions): Promise<ReceiverCheck | CannotJudge> {
  const { url, secret, caseId, timeLimit, largest, interrupt } = options;
  const receiver = triedReceiver(url, timeLimit, interrupt);
  const trials = trialsFor({ secret, caseId });
  const tried: Tried[] = [];
  let count: ReceiverCheck["count"] = options.count === undefined ? "none" : "followed";
  const source = options.count === undefined ? undefined : commentCount(options.count, timeLimit, interrupt);

  /** Asks the count, as long as it can be relied on. */
  async function counted<T>(ask: (count: CommentCount) => Promise<T>): Promise<T | undefined> {
    // A comment that was not answered in time may be counted at any time.
    if (count === "followed" && receiver.isSlow) count = "late";
    if (!source || count !== "followed") return undefined;
    try {
      return await ask(source);
    } catch {
      count = "unreadable";
      return undefined;
    }
  }

  /** Tries it with a comment that has to be kept. */
  async function comment(trial: Trial): Promise<boolean> {
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
  }

  /** Tries it with what must not be kept, and sees by a comment behind it whether something was. */
  async function bad(bads: readonly Trial[], print: JsonPrint): Promise<void> {
    const first = tried.length;
    let before = await counted((each) => each.read());
    for (const trial of bads) {
      const answer = await receiver.try(trial);
      const after = before === undefined ? undefined : await counted((each) => each.read());
      tried.push({ ...named(trial), answer, isKept: risen(before, after) });
      before = after;
    }
    if (before === undefined) return;
    const known = before;
    if (!isAccepted(await receiver.send(trials.plain(print).make()))) return;
    const settled = await counted((each) => each.settle(known + 1));
    if (settled === undefined || settled <= known + 1) return;
    // One of them was kept late: one that was accepted, if there are any.
    const suspects = tried.slice(first);
    const accepted = suspects.filter(({ answer }) => isAccepted(answer));
    for (const suspect of accepted.length > 0 ? accepted : suspects)
      tried[tried.indexOf(suspect)] = { ...suspect, isKept: true };
  }

  /** Sends one comment several times, and sees by another behind it whether it was kept more than once. */
  async function again(
    name: string,
    print: JsonPrint,
    send: (delivery: Delivery) => Promise<Answer>,
  ): Promise<void> {
    const before = await counted((each) => each.read());
    const answer = await send(trials.plain(print).make());
    const isFollowed = before !== undefined && isAccepted(await receiver.send(trials.plain(print).make()));
    const settled = isFollowed ? await counted((each) => each.settle(before + 2)) : undefined;
    const more = settled === undefined || before === undefined ? undefined : settled - before - 2;
    tried.push({ group: "again", name, answer, more });
  }

  const plain = async (trial: Trial) =>
    void tried.push({ ...named(trial), answer: await receiver.try(trial) });

  if (source) {
    try {
      await source.read();
    } catch (error) {
      if (interrupt.aborted) return { reason: "interrupted" };
      return { reason: "uncounted", why: error instanceof CountUnreadable ? error.message : "" };
    }
  }
  let print: JsonPrint | undefined;
  for (const [index, trial] of trials.prints.entries()) {
    if (await comment(trial)) print ??= jsonPrints[index];
    const { answer } = tried.at(-1) as Tried;
    if ("problem" in answer && answer.problem === "unreachable")
      return { reason: "unreachable", code: answer.code ?? "unknown" };
  }

  const isUnread = tried.every(({ answer }) => "problem" in answer && answer.problem !== "broken");
  const rest = {
    before: [...trials.forms(print ?? compact), ...trials.others(print ?? compact)],
    forged: [...trials.forged, ...trials.reprinted, ...trials.malformed],
    after: [trials.unreadable, trials.cutOff, ...trials.large(print ?? compact, largest)],
  };
  if (isUnread) {
    for (const trial of Object.values(rest).flat()) tried.push({ ...named(trial), answer: untried });
  } else if (!print) {
    await bad(rest.forged, compact);
  } else {
    const usual = print;
    for (const trial of trials.forms(usual)) await comment(trial);
    for (const trial of trials.others(usual)) await plain(trial);
    await again("a comment that comes again", usual, async (delivery) => {
      const first = await receiver.send(delivery);
      const second = await receiver.send(delivery);
      return isAccepted(first) ? second : first;
    });
    await again("a comment that comes three times at once", usual, async (delivery) => {
      const answers = await Promise.all([1, 2, 3].map(() => receiver.send(delivery)));
      // The others may be refused while the first is under way: they come again.
      return answers.find(isAccepted) ?? (answers[0] as Answer);
    });
    await bad([...rest.forged, trials.unreadable, trials.cutOff], usual);
    for (const trial of trials.large(usual, largest)) await comment(trial);
    await comment(trials.plain(usual, "a new comment after all of that"));
  }
  if (interrupt.aborted) return { reason: "interrupted" };
  const isNothingAccepted = !tried.some(({ group, answer }) => isGenuine(group) && isAccepted(answer));
  const isForgedAccepted = tried.some(({ group, answer }) => !isGenuine(group) && isAccepted(answer));
  if (isNothingAccepted && !isForgedAccepted && !isUnread)
    return { reason: "refusesAll", answer: (tried[0] as Tried).answer };
  return { tried, timeLimit, count };
}

const untried: Answer = { problem: "untried" };

const named = ({ group, name }: Trial) => ({ group, name });

const risen = (before: number | undefined, after: number | undefined) =>
  before === undefined || after === undefined ? undefined : after > before;
