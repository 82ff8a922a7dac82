const quote = 0x22;
const backslash = 0x5c;
const openingBracket = 0x5b;
const openingBrace = 0x7b;
const comma = 0x2c;

// So far, a loop finds the end of a string sooner than a call of indexOf does.
const loopBytes = 64;

/**
 * Whether a JSON text holds more than `most` strings, arrays, objects and commas. To parse a million
 * of those takes a good part of a second and 100 MB, however few bytes they are written in; the commas
 * stand for numbers, which are hardly longer. Long strings, such as attachments, cost next to nothing
 * to count.
 *
 * @example
 * holdsMoreThan(Buffer.from('[["a"]]'), 2) // true
 * holdsMoreThan(Buffer.from("[0,0,0]"), 2) // true
 */
export function holdsMoreThan(json: Uint8Array, most: number): boolean {
  if (json.length <= most) return false;
  let found = 0;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index];
    if (byte === quote) index = endOfString(json, index + 1);
    else if (byte !== openingBracket && byte !== openingBrace && byte !== comma) continue;
    found += 1;
    if (found > most) return true;
  }
  return false;
}

/** Where the string of a JSON text ends that begins at `start`: the place of its closing quote, or the end of the text. */
export function endOfString(json: Uint8Array, start: number): number {
  for (let index = start; ; ) {
    for (const far = index + loopBytes; index < far; index += 1) {
      if (json[index] === quote || index >= json.length) return index;
      if (json[index] === backslash) index += 1;
    }
    const end = json.indexOf(quote, index);
    if (end === -1) return json.length;
    if (!isEscaped(json, end, index)) return end;
    index = end + 1;
  }
}

/** @param start a place that is known not to be escaped itself */
function isEscaped(json: Uint8Array, at: number, start: number): boolean {
  let first = at;
  while (first > start && json[first - 1] === backslash) first -= 1;
  return (at - first) % 2 === 1;
}
