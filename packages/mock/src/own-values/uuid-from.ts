/**
 * A UUID made of the first 32 hexadecimal digits of a digest, with the form of a random one.
 *
 * @param place tells the ids of one digest apart, up to 2 ** 32
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.8
 */
export function uuidFrom(digits: string, place: number): string {
  const variant = "89ab"[digits.charCodeAt(16) & 3];
  const end = ((Number.parseInt(digits.slice(24, 32), 16) + place) >>> 0).toString(16).padStart(8, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 24)}${end}`;
}
