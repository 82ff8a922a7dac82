/**
 * The formats that the contract uses. Each is checked in time linear in the length of the
 * text, whatever the text is, because it comes from strangers.
 */

/** @see https://www.rfc-editor.org/rfc/rfc9562#section-4 */
export const uuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export const date_time = (text: string): boolean =>
  text.length <= 64 &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
  !Number.isNaN(Date.parse(text));

/**
 * Lenient on purpose: refusing a real address would lose a comment. What has no "@" with
 * something on both sides, holds white space or a control character, or is longer than any
 * address can be, is not an address.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1
 */
export const email = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused here
  text.length <= 320 && /^[^\s\u0000-\u001f\u007f]+@[^\s\u0000-\u001f\u007f@]+$/.test(text);

/** @see https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export const base64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
