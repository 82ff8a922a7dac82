import type { Pool } from "pg";
import type { Input, Output } from "../store.ts";
import { insertComments, type Row, rowOf } from "./insert-comments.ts";

type Added = Output<"addComment">;
/** Adds a comment by itself. */
type AddOne = (input: Input<"addComment">) => Promise<Added>;

interface Waiting {
  input: Input<"addComment">;
  row: Row;
  /** The case of a caller. It is locked until its comment is on disk. */
  lock: string;
  resolve(added: Added | Promise<Added>): void;
  reject(error: unknown): void;
}

/** What became of the comments of a statement. */
interface Inserted {
  /** The ids of those that are kept. */
  added: ReadonlySet<string>;
  /** Why the others can't be kept now; without it, each of them may be by itself. */
  problem?: unknown;
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
 * them holds.
 */
export function addCommentsTogether(pool: Pool, addOne: AddOne): AddOne {
  let waiting: Waiting[] = [];
  let statements = 0;
  /** What statements under way have locked, or wait for. */
  const locked = new Set<string>();
  /** The wait for those who were answered together, if there is one. */
  let gathering: Gathering | undefined;

  async function work(): Promise<void> {
    for (let together = take(); together.length > 0; together = take()) {
      for (const { lock } of together) locked.add(lock);
      const { added, problem } = await insert(together);
      for (const { lock } of together) locked.delete(lock);
      const expected = waiting.length + added.size;
      for (const { input, resolve, reject } of together) {
        if (added.has(input.comment.id)) resolve("created");
        else if (problem) reject(problem);
        else resolve(addOne(input));
      }
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
      const isTaken = together.length < mostTogether && !locked.has(each.lock);
      if (isTaken) together.push(each);
      return !isTaken;
    });
    return together;
  }

  async function insert(together: readonly Waiting[]): Promise<Inserted> {
    const rows = together.map(({ row }) => row);
    try {
      return { added: await insertComments(pool, rows, true) };
    } catch (error) {
      const { code = "" } = error as { code?: string };
      if (isOfOneRow(code)) return { added: none };
      if (code !== lockNotAvailable) return { added: none, problem: error };
      // Somebody holds one of the cases for long; the comments of the others need not fail for that.
      const added = await insertComments(pool, rows, false).catch(() => none);
      return { added, problem: error };
    }
  }

  return (input) =>
    new Promise((resolve, reject) => {
      const lock = `${input.caller.keyHash} ${input.caseId.toLowerCase()}`;
      waiting.push({ input, row: rowOf(input), lock, resolve, reject });
      if (gathering) return endIfAllAreThere(gathering);
      if (statements === mostStatements || locked.has(lock)) return;
      statements += 1;
      // What comes in the same turn of the event loop goes together.
      setImmediate(work);
    });
}

const none: ReadonlySet<string> = new Set();

/** @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const lockNotAvailable = "55P03";
/** Whether a statement failed for what a row holds, and not for the state of the database. */
const isOfOneRow = (code: string) => /^2[23]/.test(code);
