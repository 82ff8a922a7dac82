/** Markup that is safe to put into a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may hold: markup stays, texts are escaped, and nothing comes of `undefined` and `false`. */
export type Content = Html | string | number | false | undefined | readonly Content[];

/**
 * A template of markup. Whatever is put into it is escaped, unless it is markup itself.
 *
 * @example
 * html`<p>${"a < b"}</p>`.text // "<p>a &lt; b</p>"
 */
export function html(strings: TemplateStringsArray, ...contents: Content[]): Html {
  return new Html(String.raw({ raw: strings }, ...contents.map(markup)));
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text that can stand in an element, and in an attribute between double quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? "");
}

function markup(content: Content): string {
  if (content instanceof Html) return content.text;
  if (typeof content === "object") return content.map(markup).join("");
  return content === undefined || content === false ? "" : escapeHtml(String(content));
}
