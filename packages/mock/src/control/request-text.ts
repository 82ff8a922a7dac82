import { parseBody } from "@case-comments/contract";
import type { JournalEntry } from "../journal.ts";

/** A request of the journal in JSON. Its body is as it came, because it may be nested too deeply to be written again. */
export function requestText({
  method,
  operation,
  path,
  content,
  status,
  response,
  violations,
}: JournalEntry): string {
  const facts = JSON.stringify({ method, operation, path, status, response, violations });
  const isJson = content !== undefined && content.length > 0 && "json" in parseBody(content);
  return isJson ? `${facts.slice(0, -1)},"body":${new TextDecoder().decode(content)}}` : facts;
}
