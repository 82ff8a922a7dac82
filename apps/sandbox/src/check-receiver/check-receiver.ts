import { CountUnreadable, commentCount } from "./comment-count.ts";
import { forgeriesFor } from "./forgeries.ts";
import { compact, type JsonPrint, jsonPrints } from "./json-prints.ts";
import { type Answer, isAccepted, isGenuine, type Trial, type Tried } from "./trial.ts";
import { type CountState, type TrialRun, type TrialRunOptions, trialRun } from "./trial-run.ts";
import { genuineTrials, prints } from "./trials.ts";

export interface ReceiverCheckOptions extends TrialRunOptions {
  secret: string;
  /** The case that all comments are of. */
  caseId: string;
  /** The largest event that is sent, in megabytes. */
  largest: number;
}

/** What a check of a receiver has seen. */
export interface ReceiverCheck {
  readonly tried: readonly Tried[];
  /** In milliseconds. */
  readonly timeLimit: number;
  readonly count: CountState;
}

/** Why nothing can be said. */
export type CannotJudge =
  | { readonly reason: "unreachable" | "untrusted"; readonly code: string }
  | { readonly reason: "uncounted"; readonly why: string }
  | { readonly reason: "refusesAll"; readonly answer: Answer };

/**
 * Sends a receiver of webhooks every documented form of a comment's event, other events, and everything
 * bad that can come to its address. What may end it comes last.
 *
 * @example
 * const check = await checkReceiver({ url, secret, caseId, timeLimit: 10_000, largest: 32, interrupt });
 * if ("reason" in check) …; else check.tried
 */
export async function checkReceiver(options: ReceiverCheckOptions): Promise<ReceiverCheck | CannotJudge> {
  const { count, timeLimit, interrupt } = options;
  const uncounted = count === undefined ? undefined : await whyUncounted(count, timeLimit, interrupt);
  if (uncounted !== undefined) return { reason: "uncounted", why: uncounted };

  const run = trialRun(options);
  const forgeries = forgeriesFor(options);
  let print: JsonPrint | undefined;
  for (const [index, trial] of prints(options).entries())
    if (await run.comment(trial)) print ??= jsonPrints[index];

  const [first] = run.tried;
  if (first && "problem" in first.answer && first.answer.problem === "unreachable") {
    const { code = "unknown", isUntrusted = false } = first.answer;
    return { reason: isUntrusted ? "untrusted" : "unreachable", code };
  }
  const trials = genuineTrials(options, print ?? compact, options.largest);
  if (print) await tryAll(run, trials, forgeries);
  else if (run.tried.every(({ answer }) => "problem" in answer && answer.problem !== "broken"))
    run.leave([...trials.forms, ...trials.others, ...forgeries, ...trials.large]);
  else {
    await run.bad(forgeries, trials.plain);
    const isForgedAccepted = run.tried.some((each) => !isGenuine(each.group) && isAccepted(each.answer));
    if (first && !isForgedAccepted) return { reason: "refusesAll", answer: first.answer };
  }
  return { tried: run.tried, timeLimit, count: run.count };
}

async function tryAll(
  run: TrialRun,
  { plain, forms, others, large, last }: ReturnType<typeof genuineTrials>,
  forgeries: readonly Trial[],
): Promise<void> {
  for (const trial of forms) await run.comment(trial);
  for (const trial of others) await run.other(trial);
  await run.again("a comment that comes again", plain, async ({ send }) => {
    const first = await send();
    const second = await send();
    return isAccepted(first) ? second : first;
  });
  await run.again("a comment that comes again behind another", plain, async ({ send, another }) => {
    const first = await send();
    await another();
    const second = await send();
    return isAccepted(first) ? second : first;
  });
  await run.again("a comment that comes three times at once", plain, async ({ send }) => {
    const answers = await Promise.all([1, 2, 3].map(send));
    // The others may be refused while the first is under way: they come again.
    return answers.find(isAccepted) ?? (answers[0] as Answer);
  });
  await run.bad(forgeries, plain);
  for (const trial of large) await run.comment(trial);
  await run.comment(last);
}

async function whyUncounted(
  count: string,
  timeLimit: number,
  interrupt: AbortSignal,
): Promise<string | undefined> {
  try {
    await commentCount(count, timeLimit, interrupt).read();
    return undefined;
  } catch (error) {
    if (error instanceof CountUnreadable) return error.message;
    throw error;
  }
}
