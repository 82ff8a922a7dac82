/** A request as the editor holds it. */
export interface EditorRequest {
  operation: string;
  method: string;
  /** As it is sent, with its query: `/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11`. */
  path: string;
  /** By lower-case names. A header that is missing is left out. */
  headers: Record<string, string>;
  /** The JSON, or what stands in its place. */
  body: string;
  /** How large the body is taken to be, in bytes, where the text alone can't be as large. */
  bodyBytes?: number;
}

/** A request as a button on the page brings it: what it has otherwise than one of the examples. */
export interface RequestChange extends Partial<Omit<EditorRequest, "body">> {
  /** The example by its number; the first if none is given. */
  example?: number;
  /** What stands in a place of the example's body. */
  body?: [start: number, length: number, text: string];
}

/**
 * Tells a request as a change of the example that it is nearest to. Most differ in one place, and a page
 * that says only that is lighter.
 */
export function changeOf(examples: readonly EditorRequest[], request: EditorRequest): RequestChange {
  const changes = examples.map((usual, example) => ({
    ...(example === 0 ? {} : { example }),
    ...changeBetween(usual, request),
  }));
  const size = (change: RequestChange) => JSON.stringify(change).length;
  return changes.reduce((best, change) => (size(change) < size(best) ? change : best));
}

function changeBetween(usual: EditorRequest, { body, ...others }: EditorRequest): RequestChange {
  const differing = Object.entries(others).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name as keyof EditorRequest]),
  );
  const change: RequestChange = Object.fromEntries(differing);
  if (body === usual.body) return change;
  const shorter = Math.min(body.length, usual.body.length);
  let start = 0;
  while (start < shorter && body[start] === usual.body[start]) start += 1;
  let end = 0;
  while (end < shorter - start && body.at(-1 - end) === usual.body.at(-1 - end)) end += 1;
  const text = body.slice(start, body.length - end);
  return { ...change, body: [start, usual.body.length - start - end, text] };
}

/** The request that is told as a change of one of the examples. */
export function changed(examples: readonly EditorRequest[], change: RequestChange): EditorRequest {
  const { example = 0, body: [start, length, text] = [0, 0, ""], ...others } = change;
  const usual = examples[example] as EditorRequest;
  const body = usual.body.slice(0, start) + text + usual.body.slice(start + length);
  return { ...usual, ...others, body };
}
