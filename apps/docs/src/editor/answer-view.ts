import type { Violation } from "@case-comments/contract";
import { verdicts } from "@case-comments/openapi/print";
import { element } from "./element.ts";
import type { ExpectedAnswer } from "./expected-answer.ts";

/** Shows the answer that a request deserves, word for word, and whether a comment exists after it. */
export class AnswerView {
  readonly #line = element("p", { className: "answer-line", role: "status" });
  readonly #code = element("code");
  readonly #body = element("pre", { tabIndex: 0, ariaLabel: "The answer" }, this.#code);
  readonly #problems = element("ul", { className: "answer-problems" });
  #shown = "";
  readonly root = element("section", { className: "answer", ariaLabel: "The answer" });

  constructor(...actions: HTMLElement[]) {
    this.root.append(this.#line, this.#body, this.#problems, ...actions);
  }

  show(answer: ExpectedAnswer): void {
    // What a screen reader has said already, it need not say again at the next key.
    const shown = JSON.stringify(answer);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { status, name, body, violations } = answer;
    const isSuccess = status < 300;
    this.root.classList.toggle("success", isSuccess);
    this.#line.replaceChildren(
      element("b", {}, String(status)),
      " ",
      isSuccess ? "A comment is created. Sending this again creates another." : verdicts.rejected,
      " ",
      ...(name && document.getElementById(`failure-${name}`)
        ? [element("a", { href: `#failure-${name}` }, "Cause and cure")]
        : []),
    );
    this.#code.textContent = JSON.stringify(body);
    this.#problems.replaceChildren(
      ...violations.map((violation) => element("li", {}, ...problem(violation))),
    );
  }
}

function problem({ in: location, pointer, rule }: Violation): (Node | string)[] {
  const name = pointer.slice(1).replaceAll("/", ".");
  const id = `${location === "body" ? "field" : "parameter"}-${name.replaceAll(/\.\d+(?=\.|$)/g, "")}`;
  const place = location === "header" && pointer === "/cv-api-key" ? "key" : id;
  const words = `${problemText(rule)}`;
  if (pointer === "") return [words];
  const text = element("code", {}, name);
  return [document.getElementById(place) ? element("a", { href: `#${place}` }, text) : text, ` ${words}`];
}

const words: Readonly<Record<string, string>> = {
  required: "is required",
  type: "has the wrong type",
  const: "is not the one value that is allowed",
  format: "has the wrong form",
  contentEncoding: "is not base64",
  reserved: "is set aside for this answer",
  json: "The body is not JSON, or not an object",
  maxBytes: "The body is too large",
  mediaType: "names another content type",
};

/** What is wrong, in words, by the rule that is broken. */
export const problemText = (rule: string): string => words[rule] ?? `breaks the rule ${rule}`;
