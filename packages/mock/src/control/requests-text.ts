import type { JournalEntry, JournalPage } from "../journal.ts";

const pieceBytes = 65_536;

/**
 * A page of the journal in JSON, in pieces. Only one of them is made at a time, and a request whose body
 * the journal has forgotten in the meantime has none, so whoever reads slowly holds no memory.
 */
export function* requestsText({ count, forgotten, entries }: JournalPage): Generator<string> {
  let text = `${JSON.stringify({ count, forgotten }).slice(0, -1)},"requests":[`;
  for (const [index, entry] of entries.entries()) {
    if (index > 0) text += ",";
    for (const piece of requestText(entry)) {
      text += piece;
      if (text.length < pieceBytes) continue;
      yield text;
      text = "";
    }
  }
  yield `${text}]}`;
}

/** Its body is as it came, because it may be nested too deeply to be written again. */
function* requestText(entry: JournalEntry): Generator<string> {
  const { method, operation, path, content, isJson, status, response, violations } = entry;
  const facts = JSON.stringify({ method, operation, path, status, response, violations });
  if (!content || !isJson) {
    yield facts;
    return;
  }
  yield `${facts.slice(0, -1)},"body":`;
  const decoder = new TextDecoder();
  for (let at = 0; at < content.length; at += pieceBytes)
    yield decoder.decode(content.subarray(at, at + pieceBytes), { stream: true });
  yield "}";
}
