import { element } from "./element.ts";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What stands in a control for nothing at all. */
export const none = "not given";

/** An empty control for a text. */
export const textInput = (tag: "input" | "textarea") =>
  element(tag, { placeholder: none, autocomplete: "off", spellcheck: false });

/**
 * Puts a name before a control, and below it room for what is wrong with it.
 *
 * @param id a name for it that the page has not yet
 */
export function labelled(control: Control, id: string, ...name: (Node | string)[]) {
  const message = element("p", { className: "problem", id: `edit-${id}-problem` });
  control.id = `edit-${id}`;
  control.setAttribute("aria-describedby", message.id);
  const label = element("label", { htmlFor: control.id }, ...name);
  return { root: element("div", { className: "edited" }, label, control, message), message };
}

/** Says what is wrong with a control, or, with an empty text, that nothing is. */
export function complain(control: Element, message: Element, problem: string): void {
  message.textContent = problem;
  control.ariaInvalid = problem === "" ? null : "true";
}
