import type { RequestChange } from "../editor-request.ts";

export interface Editor {
  show(change: RequestChange): void;
}

declare global {
  /** What the editor's script leaves here, once it has run. */
  var docsEditor: { start(root: HTMLElement): Editor } | undefined;
}

let editor: Editor | undefined;

/** Opens the request of each button in the editor, whose code does not run before that. */
export function startEditor(): void {
  addEventListener("click", ({ target }) => {
    const { request } = (target as Element).closest<HTMLElement>("[data-request]")?.dataset ?? {};
    if (!request) return;
    editor ??= start();
    editor?.show(JSON.parse(request));
  });
}

function start(): Editor | undefined {
  const script = document.createElement("script");
  script.textContent = document.getElementById("editor-code")?.textContent ?? "";
  document.body.append(script);
  const root = document.getElementById("editor");
  return root ? globalThis.docsEditor?.start(root) : undefined;
}
