import { type HttpAnswer, jsonAnswer } from "../http/http-answer.ts";
import { ownAnswers } from "../http/own-answers.ts";
import { createEngine, type Engine, type PrismOperation, type Wanted } from "./prism-engine.ts";

/** Gives the answers that are wanted, ready to be sent. */
export interface Answers {
  /** An answer that Prism has been asked for before. */
  kept(wanted: Wanted): HttpAnswer | undefined;
  /** Asks Prism. An answer that is the same each time is kept. */
  ask(wanted: Wanted): Promise<HttpAnswer>;
}

/**
 * Puts a memory over Prism's engine: an example is asked for once, and an invented body every
 * time. The memory can't grow beyond the answers that the contract has.
 */
export function createAnswers(operations: readonly PrismOperation[]): Answers {
  const engine = createEngine(operations);
  const memory = new Map<string, HttpAnswer>();
  let dynamicEngine: Promise<Engine> | undefined;

  return {
    kept: (wanted) => (wanted.dynamic ? undefined : memory.get(keyOf(wanted))),
    async ask(wanted) {
      if (wanted.dynamic) {
        dynamicEngine ??= import("./dynamic-engine.ts").then((module) => module.createEngine(operations));
        return answer(await dynamicEngine, wanted);
      }
      const found = await answer(engine, wanted);
      if (found !== ownAnswers.undocumentedAnswer) memory.set(keyOf(wanted), found);
      return found;
    },
  };
}

// An example may be named anything, "undefined" included; it comes last and has a mark of its own.
const keyOf = ({ operation, code = 0, example }: Wanted) =>
  `${operation} ${code}${example === undefined ? "" : ` ${example}`}`;

async function answer(engine: Engine, wanted: Wanted): Promise<HttpAnswer> {
  const found = await engine(wanted);
  if (!found) return ownAnswers.undocumentedAnswer;
  const { status, headers, body } = found;
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return jsonAnswer(status, nameOf(wanted, status), body, Object.fromEntries(lowerCase));
}

function nameOf({ example, dynamic }: Wanted, status: number): string {
  return example ?? (dynamic ? `dynamic ${status}` : String(status));
}
