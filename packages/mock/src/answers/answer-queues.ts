import { type CallHead, type Fault, isBeforeBody, type ReceivedCall } from "@case-comments/contract-server";
import { keyOf } from "../api-key.ts";
import type { QueuedAnswer } from "../mock.ts";
import type { AnswerKind } from "./answer-kinds.ts";
import { isMet } from "./demand.ts";

const mostAnswers = 10_000;

interface Entry {
  readonly answer: QueuedAnswer;
  /** How many calls are still to get it. */
  left: number;
}

/** The answers that tests have ordered for the calls to come, by the key that they are to come with. */
export class AnswerQueues {
  readonly #queues = new Map<string, Entry[]>();
  readonly #kindOf: AnswerKind;
  #size = 0;

  constructor(kindOf: AnswerKind) {
    this.#kindOf = kindOf;
  }

  /** Whether so many more may wait. */
  hasRoomFor(count: number): boolean {
    return this.#size + count <= mostAnswers;
  }

  /** @throws {RangeError} when too many would wait */
  add(apiKey: string, answers: readonly QueuedAnswer[]): void {
    if (!this.hasRoomFor(answers.length)) throw new RangeError("too many answers are queued");
    const entries = answers.map((answer) => ({ answer, left: answer.times ?? 1 }));
    const queue = this.#queues.get(apiKey);
    if (queue) queue.push(...entries);
    else if (entries.length > 0) this.#queues.set(apiKey, entries);
    this.#size += entries.length;
  }

  /**
   * The answer to a call that has arrived whole: the first in its queue that is for such a call. A call
   * that must fail is not given a success; the success waits, and all behind it.
   */
  take(call: ReceivedCall): QueuedAnswer | undefined {
    if (this.#size === 0) return undefined;
    const { operation, path, body, expected } = call;
    const sent = { path, body: body && "json" in body ? body.json : undefined };
    const entry = this.#first(call, ({ fault, match = [], ...answer }) => {
      // It would have happened by now.
      if (fault && isBeforeBody(fault)) return false;
      return (
        match.every((demand) => isMet(demand, sent)) &&
        this.#kindOf({ fault, ...answer }, operation) !== undefined
      );
    });
    if (!entry || (expected && this.#kindOf(entry.answer, operation) === "success")) return undefined;
    this.#use(call, entry);
    return entry.answer;
  }

  /** The fault that is to happen to a call before its body is read, if it is the call's turn. */
  takeFaultBeforeBody(head: CallHead): Fault | undefined {
    if (this.#size === 0) return undefined;
    const sent = { path: head.path, body: undefined };
    const entry = this.#first(head, ({ match = [] }) =>
      match.every((demand) => demand.in === "body" || isMet(demand, sent)),
    );
    const fault = entry?.answer.fault;
    if (!entry || !fault || !isBeforeBody(fault)) return undefined;
    this.#use(head, entry);
    return fault;
  }

  /** The answers that no call has got yet. */
  unused(apiKey: string): QueuedAnswer[] {
    return (this.#queues.get(apiKey) ?? []).map(({ answer, left }) =>
      left === 1 ? withoutTimes(answer) : { ...answer, times: left },
    );
  }

  /** Forgets the answers that no call has got yet, and gives them. */
  clear(apiKey: string): QueuedAnswer[] {
    const unused = this.unused(apiKey);
    this.#size -= unused.length;
    this.#queues.delete(apiKey);
    return unused;
  }

  /** The answers that no call has got yet, whatever its key. */
  allUnused(): QueuedAnswer[] {
    return [...this.#queues.keys()].flatMap((apiKey) => this.unused(apiKey));
  }

  #first(head: CallHead, isMeant: (answer: QueuedAnswer) => boolean): Entry | undefined {
    return this.#queues.get(keyOf(head) ?? "")?.find(({ answer }) => isMeant(answer));
  }

  #use(head: CallHead, entry: Entry): void {
    entry.left -= 1;
    if (entry.left > 0) return;
    const apiKey = keyOf(head) ?? "";
    const others = this.#queues.get(apiKey)?.filter((each) => each !== entry) ?? [];
    if (others.length > 0) this.#queues.set(apiKey, others);
    else this.#queues.delete(apiKey);
    this.#size -= 1;
  }
}

const withoutTimes = ({ times: _, ...answer }: QueuedAnswer): QueuedAnswer => answer;
