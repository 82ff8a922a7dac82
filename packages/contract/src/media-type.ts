/**
 * Whether a `Content-Type` header names one of the media types, with UTF-8 or no character set.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1
 */
export function isMediaType(header: string | undefined, allowed: readonly string[]): boolean {
  const [type = "", ...parameters] = (header ?? "").toLowerCase().split(";");
  return (
    allowed.includes(type.trim()) &&
    parameters.every((parameter) => {
      const [name = "", value = ""] = parameter.split("=").map((part) => part.trim());
      return name !== "charset" || /^("?)utf-?8\1$/.test(value);
    })
  );
}
