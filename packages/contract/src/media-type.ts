import { MIMEType } from "node:util";

/**
 * Whether a `Content-Type` header names one of the media types, with UTF-8 or no character set.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1
 */
export function isMediaType(header: string | undefined, allowed: readonly string[]): boolean {
  try {
    const { essence, params } = new MIMEType(header ?? "");
    return allowed.includes(essence) && /^utf-?8$/i.test(params.get("charset") ?? "utf-8");
  } catch {
    return false;
  }
}
