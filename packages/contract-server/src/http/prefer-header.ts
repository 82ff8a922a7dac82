/**
 * Reads the preferences of a `Prefer` header that have one of the given names. Others are not for us
 * and are passed over; of one that is said twice, the first counts.
 *
 * @example
 * preferencesIn("respond-async, fault=503", ["fault"]) // { fault: "503" }
 *
 * @see https://www.rfc-editor.org/rfc/rfc7240#section-2
 */
export function preferencesIn<Name extends string>(
  header: string | string[] | undefined,
  names: readonly Name[],
): { [name in Name]?: string } {
  const found: { [name in Name]?: string } = {};
  for (const part of header === undefined ? [] : split(String(header))) {
    const equals = part.indexOf("=");
    const name = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase();
    const value = equals === -1 ? "" : part.slice(equals + 1).trim();
    if (isOneOf(name, names)) found[name] ??= /^".*"$/.test(value) ? value.slice(1, -1) : value;
  }
  return found;
}

const isOneOf = <Name extends string>(name: string, names: readonly Name[]): name is Name =>
  names.includes(name as Name);

/** Splits at commas and semicolons that stand outside quotes. */
function split(header: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < header.length; index += 1) {
    const character = header[index];
    if (character === '"') quoted = !quoted;
    if (quoted || (character !== "," && character !== ";")) continue;
    parts.push(header.slice(start, index));
    start = index + 1;
  }
  return [...parts, header.slice(start)];
}
