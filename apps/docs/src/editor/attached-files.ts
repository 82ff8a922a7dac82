import { piecesOf } from "@case-comments/openapi/print";

/** Files that were chosen, by the text that stands in the body for the content of each. */
export type AttachedFiles = Map<string, File>;

/** Takes a file in, and gives what stands for it. No base64 text can be mistaken for that. */
export function attach(files: AttachedFiles, file: File): string {
  const placeholder = `⟨${file.name}, ${sizeText(file.size)}, number ${files.size + 1}⟩`;
  files.set(placeholder, file);
  return placeholder;
}

/** Valid base64, that stands for any other. */
const standIn = "AAAA";

/** A body as it is checked: with something short for the files, and how large it really is, in bytes. */
export function checkedBody(body: string, files: AttachedFiles): { bytes: Uint8Array; size: number } {
  const pieces = cut(body, files);
  const text = pieces.map((piece) => ("text" in piece ? piece.text : standIn)).join("");
  const bytes = new TextEncoder().encode(text);
  const more = pieces.reduce(
    (sum, piece) => sum + ("file" in piece ? encodedSize(piece) - standIn.length : 0),
    0,
  );
  return { bytes, size: bytes.length + more };

  function encodedSize(piece: { file: string }): number {
    return Math.ceil((files.get(piece.file)?.size ?? 0) / 3) * 4;
  }
}

/** A body as it is sent. Only now are the files read. */
export async function sentBody(body: string, files: AttachedFiles): Promise<Blob> {
  const parts = await Promise.all(
    cut(body, files).map((piece) => ("text" in piece ? piece.text : base64Of(files.get(piece.file) as File))),
  );
  return new Blob(parts.flat());
}

/** Whether programs, which find files by their names, could take one of a body for another. */
export function isAmbiguous(body: string, files: AttachedFiles): boolean {
  const attached = cut(body, files).flatMap((piece) => ("file" in piece ? piece.file : []));
  const names = [...new Set(attached)].map((placeholder) => files.get(placeholder)?.name.toLowerCase());
  return new Set(names).size < names.length;
}

/** Cuts a body where the content of a file belongs, that is named by what stands for it. */
const cut = (body: string, files: AttachedFiles) =>
  piecesOf({ body, files: new Map([...files.keys()].map((placeholder) => [placeholder, placeholder])) });

// A multiple of 3, so that only the last part is padded.
const partBytes = 3 * 1024 * 1024;

async function base64Of(file: File): Promise<string[]> {
  const parts: string[] = [];
  for (let start = 0; start < file.size; start += partBytes) {
    const url = await dataUrl(file.slice(start, start + partBytes));
    parts.push(url.slice(url.indexOf(",") + 1));
  }
  return parts;
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
