/**
 * A word that a POSIX shell takes as it is: in single quotation marks nothing is expanded, and the
 * only character that can't stand there is the mark itself.
 *
 * @example
 * shellWord("it's $(here)") // "'it'\\''s $(here)'"
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export function shellWord(text: string): string {
  return /^[\w@%+:,./][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Why no shell can hold a text, or `undefined` if one can. */
export function shellRefusal(text: string): string | undefined {
  return text.includes("\0") ? "A shell can't hold the character U+0000." : undefined;
}
