import type { Pool } from "pg";
import type { Input, Output } from "../store.ts";
import { insertComments, type Row, rowOf } from "./insert-comments.ts";

type Added = Output<"addComment">;
type AddOne = (input: Input<"addComment">) => Promise<Added>;

/** Ways to add a comment by itself. */
interface AddAlone {
  /** Waits for its case as long as anybody would. */
  patiently: AddOne;
  /** Hardly waits for its case, if somebody has locked it. */
  atOnce: AddOne;
}

interface Waiting {
  input: Input<"addComment">;
  row: Row;
  /** The case of a caller. It is locked until its comment is on disk. */
  lock: string;
  resolve(added: Added | Promise<Added>): void;
}

/** What became of the comments of a statement. */
interface Inserted {
  /** The ids of those that are kept. */
  added: ReadonlySet<string>;
  /** Settles each of the others. */
  settleOther(comment: Waiting): Promise<Added>;
}

interface Gathering {
  expected: number;
  resolve(): void;
}

// More would make those in front wait for those behind.
const mostTogether = 64;
/** How many are worth a statement: for more of them, nobody waits. */
const enoughTogether = 16;
/** How many statements run at once, if they lock different cases: while one waits for the disk, the next is on its way. */
const mostStatements = 2;
/**
 * How long those whose comments were kept together are waited for, in milliseconds. Who sends one after another is
 * back by then; whoever went on without them would make two statements of one from then on, half as large.
 */
const returnTime = 2;

/**
 * Builds what adds comments without attachments: all that wait go into one statement, so that they share
 * the way to the database and back, its work, and the wait for the disk. The next statement waits for those
 * who were answered, but not for long. What has no place in it goes by itself: a comment whose case is not
 * open to the caller, of which an event is owed, or all of them when the statement fails for what one of
 * them holds, or because somebody else holds a case. From then on, until that is over, the comments of this
 * case go by themselves.
 */
export function addCommentsTogether(pool: Pool, alone: AddAlone): AddOne {
  let waiting: Waiting[] = [];
  let statements = 0;
  /** What statements under way have locked, or wait for. */
  const locked = new Set<string>();
  /** Cases that somebody else has had locked for so long that it was given up. */
  const held = new Set<string>();
  /** The wait for those who were answered together, if there is one. */
  let gathering: Gathering | undefined;

  async function work(): Promise<void> {
    for (let together = take(); together.length > 0; together = take()) {
      for (const { lock } of together) locked.add(lock);
      const { added, settleOther } = await insert(together);
      for (const { lock } of together) locked.delete(lock);
      const expected = waiting.length + added.size;
      for (const each of together)
        each.resolve(added.has(each.input.comment.id) ? "created" : settleOther(each));
      if (gathering) {
        // Those who were answered here are waited for there.
        gathering.expected += added.size;
        break;
      }
      if (added.size > 1) await gather(expected);
    }
    statements -= 1;
  }

  /** Waits until so many are there, or enough. */
  async function gather(expected: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    gathering = { expected, resolve };
    const timer = setTimeout(resolve, returnTime);
    endIfAllAreThere(gathering);
    await promise;
    clearTimeout(timer);
    gathering = undefined;
  }

  function endIfAllAreThere({ expected, resolve }: Gathering): void {
    if (waiting.length >= Math.min(expected, enoughTogether)) resolve();
  }

  /** Those in front that need not wait for the end of another statement. */
  function take(): Waiting[] {
    const together: Waiting[] = [];
    waiting = waiting.filter((each) => {
      if (held.has(each.lock)) {
        each.resolve(addAtOnce(each));
        return false;
      }
      const isTaken = together.length < mostTogether && !locked.has(each.lock);
      if (isTaken) together.push(each);
      return !isTaken;
    });
    return together;
  }

  async function insert(together: readonly Waiting[]): Promise<Inserted> {
    const rows = together.map(({ row }) => row);
    const settleOther = ({ input }: Waiting) => alone.patiently(input);
    try {
      return { added: await insertComments(pool, rows), settleOther };
    } catch (error) {
      if (isOfOneRow(error)) return { added: none, settleOther };
      if (isHeld(error)) {
        // Which of them it is shows when each is tried.
        for (const { lock } of together) held.add(lock);
        return { added: none, settleOther: addAtOnce };
      }
      return { added: none, settleOther: () => Promise.reject(error) };
    }
  }

  async function addAtOnce({ input, lock }: Pick<Waiting, "input" | "lock">): Promise<Added> {
    let isStillHeld = false;
    try {
      return await alone.atOnce(input);
    } catch (error) {
      isStillHeld = isHeld(error);
      throw error;
    } finally {
      if (isStillHeld) held.add(lock);
      else held.delete(lock);
    }
  }

  return async (input) => {
    const lock = `${input.caller.keyHash} ${input.caseId.toLowerCase()}`;
    if (held.has(lock)) return addAtOnce({ input, lock });
    const { promise, resolve } = Promise.withResolvers<Added>();
    waiting.push({ input, row: rowOf(input), lock, resolve });
    if (gathering) endIfAllAreThere(gathering);
    else if (statements < mostStatements && !locked.has(lock)) {
      statements += 1;
      // What comes in the same turn of the event loop goes together.
      setImmediate(work);
    }
    return promise;
  };
}

const none: ReadonlySet<string> = new Set();

const codeOf = (error: unknown) => (error as { code?: string }).code ?? "";
/** Whether a statement failed for what a row holds, and not for the state of the database. */
const isOfOneRow = (error: unknown) => /^2[23]/.test(codeOf(error));
/** Whether it failed because it has waited long enough for what another has locked. */
const isHeld = (error: unknown) => codeOf(error) === "55P03";
