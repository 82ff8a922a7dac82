/**
 * A UUID made of a digest's first 32 hexadecimal digits, with the form of a random one.
 *
 * @param index tells the ids of one digest apart
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.8
 */
export function uuidFrom(digest: string, index: number): string {
  const variant = "89ab"[Number.parseInt(digest.charAt(16), 16) & 3];
  const end = (Number.parseInt(digest.slice(28, 32), 16) + index) & 0xffff;
  const last = digest.slice(20, 28) + end.toString(16).padStart(4, "0");
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${last}`;
}
