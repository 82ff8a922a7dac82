import {
  commentOf,
  type Language,
  languages,
  type PrintableRequest,
  type Printed,
} from "@case-comments/openapi/print";
import type { EditorRequest } from "../editor-request.ts";
import { type AttachedFiles, isAmbiguous } from "./attached-files.ts";
import { clientRefusal } from "./client-refusal.ts";

/** Programs that know what a comment is, and refuse what is none. */
const refusing: Readonly<Record<string, string>> = {
  TypeScript: "The typed client does not send this. ",
  Terminal: "The terminal app does not send this. ",
};

/** A text of more characters would be no program that somebody reads, and keep everybody waiting at each key. */
const longestBody = 200_000;

/** Prints an edited request in a language, or says why it can't be sent so. */
export function printEdited(
  { label, print }: Language,
  { method, path, headers, body, bodyBytes }: EditorRequest,
  files: AttachedFiles,
): Printed {
  if (bodyBytes !== undefined || body.length > longestBody)
    return { refusal: "This body is too long for a program. Attach a file." };
  if (isAmbiguous(body, files))
    return { refusal: "Programs find files by their names, and two of these have the same." };
  const printable: PrintableRequest = {
    title: "Adds a comment",
    method,
    path,
    headers,
    body,
    files: new Map([...files].map(([placeholder, { name }]) => [placeholder, name])),
  };
  const subject = refusing[label];
  if (subject === undefined) return print(printable);
  const comment = commentOf(printable);
  const refused = "refusal" in comment ? comment.refusal : clientRefusal(comment);
  const printed = refused === undefined ? print(printable) : { refusal: refused };
  return "refusal" in printed ? { refusal: subject + printed.refusal } : printed;
}

/** Puts an edited request into the samples beside the editor. */
export function showSamples(request: EditorRequest, files: AttachedFiles): void {
  for (const panel of document.querySelectorAll<HTMLElement>("#samples [data-sample]")) {
    const language = languages.find(({ label }) => label === panel.dataset.sample);
    const code = panel.querySelector("code");
    if (!language || !code) continue;
    const printed = printEdited(language, request, files);
    panel.classList.toggle("refusal", "refusal" in printed);
    code.textContent = "refusal" in printed ? printed.refusal : printed.source;
  }
}
