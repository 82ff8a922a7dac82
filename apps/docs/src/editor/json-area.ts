import { element } from "./element.ts";
import type { Range } from "./json-text.ts";

/** Whether the text area is as high as its text. Elsewhere the copy beneath makes it so. */
const growsByItself = CSS.supports("field-sizing", "content");

/** The body as a text. What is wrong in it is marked in a copy that lies beneath. */
export class JsonArea {
  readonly input = element("textarea", {
    id: "edit-body",
    spellcheck: false,
    autocomplete: "off",
    ariaLabel: "The body of the request",
  });
  readonly #beneath = element("pre", { ariaHidden: "true" });
  readonly root = element("div", { className: "json-area" }, this.#beneath, this.input);

  constructor(onInput: (text: string) => void) {
    this.input.addEventListener("input", () => onInput(this.input.value));
    this.input.addEventListener("scroll", () => this.#scrollAlong());
  }

  show(text: string, marked: Range | undefined): void {
    if (this.input.value !== text) this.input.value = text;
    if (!marked && growsByItself) {
      this.#beneath.replaceChildren();
      return;
    }
    const { start, end } = marked ?? { start: 0, end: 0 };
    // What ends with a line end would be one line shorter in a pre.
    this.#beneath.replaceChildren(
      text.slice(0, start),
      element("mark", {}, text.slice(start, end)),
      `${text.slice(end)}\n`,
    );
    // Where the text is scrolled to can only be asked once it is laid out, as it is for the next frame.
    requestAnimationFrame(() => this.#scrollAlong());
  }

  #scrollAlong(): void {
    this.#beneath.scrollTop = this.input.scrollTop;
  }
}
