/**
 * Requests as programs: what somebody would write to send them. Whatever a request holds, a program
 * sends exactly that or isn't printed.
 *
 * @example
 * for (const { label, print } of languages) console.log(label, print(request));
 */
export { type Comment, commentOf } from "./comment.ts";
export { type Language, languages } from "./languages.ts";
export { keyHeader, type PrintableRequest, type Printed, piecesOf, verdicts } from "./printable-request.ts";
