/**
 * Whether a `Content-Type` header names one of the media types, with UTF-8 or no character set. What
 * is no parameter is passed over, and of a character set that is named twice the first counts.
 *
 * @param allowed in lower case
 *
 * @example
 * isMediaType('Application/JSON; charset="UTF-8"', ["application/json"]) // true
 *
 * @see https://mimesniff.spec.whatwg.org/#parsing-a-mime-type
 */
export function isMediaType(header: string | undefined, allowed: readonly string[]): boolean {
  const [essence = "", ...rest] = (header ?? "").split(";");
  if (!allowed.includes(trimmed(essence).toLowerCase())) return false;
  return rest.length === 0 || /^utf-?8$/i.test(charsetIn(`;${rest.join(";")}`) ?? "utf-8");
}

// A name, and its value in quotation marks or without. Each part may be empty, so nothing is tried twice.
const parameter = /;[\t\n\r ]*([^;=]*)(?:=(?:"((?:[^"\\]|\\[\s\S]?)*)"?[^;]*|([^;]*)))?/g;

function charsetIn(parameters: string): string | undefined {
  for (const [, name = "", quoted, plain = ""] of trimmed(parameters).matchAll(parameter)) {
    const value = quoted?.replaceAll(/\\([\s\S])/g, "$1") ?? endTrimmed(plain);
    const isValue = quoted !== undefined || value !== "";
    if (name.toLowerCase() === "charset" && isValue && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  }
  return undefined;
}

// Other white space is no white space to HTTP.
const endTrimmed = (text: string) => text.replace(/[\t\n\r ]+$/, "");
const trimmed = (text: string) => endTrimmed(text.replace(/^[\t\n\r ]+/, ""));
