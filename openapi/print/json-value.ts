/** Characters. What is longer is no pleasure to read as a literal either. */
const longest = 200_000;
const deepest = 50;

/**
 * The value of a JSON text, if a literal of it says the same and nothing else. A number that JavaScript
 * can't hold, a key that comes twice, and whatever is no JSON give `undefined`: the text itself is then
 * the only way to say it.
 *
 * @example
 * jsonValue('{ "text": "Hello" }') // { value: { text: "Hello" } }
 * jsonValue("[1e400]") // undefined
 */
export function jsonValue(text: string): { value: unknown } | undefined {
  if (text.length > longest || depthOf(text) > deepest) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === withoutWhiteSpace(text) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const character of text) {
    if (character === "[" || character === "{") depth += 1;
    if (character === "]" || character === "}") depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** Of a text that is JSON, all but the white space between its tokens. */
function withoutWhiteSpace(json: string): string {
  let isInString = false;
  let rest = "";
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index] as string;
    if (character === '"') isInString = !isInString;
    if (isInString && character === "\\") rest += json[index++];
    if (isInString || !/\s/.test(character)) rest += json[index];
  }
  return rest;
}
