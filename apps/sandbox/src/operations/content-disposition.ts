// What a file system takes. A longer name could make the header longer than clients read.
const longest = 255;

/**
 * The header that lets a browser save a file under its name, whatever that holds: what is no plain
 * letter of ASCII is written in percent-encoding, and replaced for those who can't read that. Of a name that is
 * too long the end is kept, for it says what kind of file it is.
 *
 * @example
 * contentDisposition('labor "März".pdf')
 * // attachment; filename="labor _M_rz_.pdf"; filename*=UTF-8''labor%20%22M%C3%A4rz%22.pdf
 *
 * @see https://www.rfc-editor.org/rfc/rfc6266 and https://www.rfc-editor.org/rfc/rfc8187
 */
export function contentDisposition(fileName: string): string {
  const name = fileName.slice(-longest).toWellFormed();
  const plain = name.replace(/[^\w .()+-]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
