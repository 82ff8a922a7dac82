/** A request, as somebody wants to see it in a programming language. */
export interface PrintableRequest {
  /** What it does, in one line without its full stop. */
  title: string;
  method: string;
  /** As it goes over the wire. */
  path: string;
  /** By lower-case name. That of the key only says that there is one: keys are never printed. */
  headers: Readonly<Record<string, string>>;
  /** A JSON text, or whatever was written in its place. */
  body: string;
  /** The names of files, by the text that stands in the body for the content of each. */
  files?: ReadonlyMap<string, string>;
}

/** A program that sends the request, or why the language can't. */
export type Printed = { source: string } | { refusal: string };

/** Where every printed program finds what doesn't belong in a program. */
export const variables = { baseUrl: "CASE_COMMENTS_BASE_URL", key: "CV_API_KEY" } as const;

/** What a printed program says of a comment when it did not see that it was created. */
export const verdicts = {
  rejected: "No comment was created.",
  unknown: "The comment may exist: look before you send it again.",
} as const;

/** The header that carries the key. */
export const keyHeader = "cv-api-key";

export type Piece = { text: string } | { file: string };

/** A body, cut where the content of a file belongs: texts, and names of files. */
export function piecesOf({ body, files }: Pick<PrintableRequest, "body" | "files">): Piece[] {
  let pieces: Piece[] = [{ text: body }];
  for (const [placeholder, file] of files ?? [])
    pieces = pieces.flatMap((piece) => ("file" in piece ? [piece] : cut(piece.text, placeholder, file)));
  return pieces.filter((piece) => "file" in piece || piece.text !== "");
}

function cut(text: string, placeholder: string, file: string): Piece[] {
  const [first = "", ...others] = text.split(JSON.stringify(placeholder));
  const pieces: Piece[] = [{ text: first }];
  for (const next of others) {
    const before = pieces.at(-1) as { text: string };
    // With an escaped quotation mark it is no string of its own.
    if (before.text.endsWith("\\")) before.text += JSON.stringify(placeholder) + next;
    else {
      before.text += '"';
      pieces.push({ file }, { text: `"${next}` });
    }
  }
  return pieces;
}
