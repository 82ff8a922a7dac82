import { type AttachedFiles, attach, sizeText } from "./attached-files.ts";
import { element } from "./element.ts";
import { valueAt } from "./json-text.ts";
import { complain, labelled, none, textInput } from "./labelled.ts";

/** What of a schema decides about a field. */
export interface FieldSchema {
  type?: string;
  format?: string;
  contentEncoding?: string;
  required?: readonly string[];
  properties?: Readonly<Record<string, FieldSchema>>;
  items?: FieldSchema;
  example?: unknown;
}

/** What a field does to the request. */
export interface FieldActions {
  files: AttachedFiles;
  /** Puts a value into the body; `undefined` takes it away. */
  put(pointer: string, value: unknown): void;
  value(pointer: string): unknown;
}

interface Field {
  pointer: string;
  control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLFieldSetElement;
  message: HTMLElement;
  show(value: unknown): void;
}

/**
 * Fields for a body, made from its schema. They hold nothing themselves: each shows what stands in the
 * body, and writes into it. Only a list that grows or shrinks makes them anew.
 */
export class Fields {
  readonly root = element("div", { className: "fields-of-body" });
  readonly #schema: FieldSchema;
  readonly #actions: FieldActions;
  #fields: Field[] = [];
  #lengths = "";

  constructor(schema: FieldSchema, actions: FieldActions) {
    this.#schema = schema;
    this.#actions = actions;
  }

  /** Shows a body, or, if there is none to show, lets nobody write into it. */
  show(body: unknown): void {
    const lengths = lengthsOf(this.#schema, body, "");
    if (lengths !== this.#lengths || this.#fields.length === 0) this.#build(body);
    this.#lengths = lengths;
    for (const { pointer, show } of this.#fields) show(valueAt(body, pointer));
    this.root.inert = body === undefined;
  }

  /** Says at a place, or at the nearest that has a field, what is wrong with it. */
  mark(pointer: string | undefined, problem: string): void {
    const marked = pointer === undefined ? undefined : this.#nearest(pointer);
    for (const { control, message } of this.#fields)
      complain(control, message, control === marked?.control ? problem : "");
  }

  #nearest(pointer: string): Field | undefined {
    for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
      const found = this.#fields.find((field) => field.pointer === at);
      if (found) return found;
    }
    return undefined;
  }

  #build(body: unknown): void {
    const { id } = document.activeElement ?? { id: "" };
    this.#fields = [];
    this.root.replaceChildren(...this.#children(this.#schema, "", body));
    if (id.startsWith("edit-")) document.getElementById(id)?.focus();
  }

  #children({ properties = {}, required = [] }: FieldSchema, pointer: string, body: unknown): Node[] {
    return Object.entries(properties).map(([name, schema]) =>
      this.#field(name, schema, `${pointer}/${name}`, required.includes(name), body),
    );
  }

  #field(name: string, schema: FieldSchema, pointer: string, isRequired: boolean, body: unknown): Node {
    if (schema.properties) return this.#group(name, pointer, this.#children(schema, pointer, body));
    if (schema.items) return this.#list(name, schema.items, pointer, body);
    const control = this.#control(schema, pointer);
    const { root, message } = labelled(
      control,
      pointer.slice(1).replaceAll("/", "-"),
      element("code", {}, name),
      isRequired ? element("b", {}, " required") : "",
    );
    const show = (value: unknown) => showValue(control, value, this.#actions.files);
    this.#fields.push({ pointer, control, message, show });
    return root;
  }

  #control(schema: FieldSchema, pointer: string) {
    const { put, files } = this.#actions;
    if (schema.type === "boolean") {
      const select = element(
        "select",
        {},
        ...[none, "true", "false"].map((text) => element("option", {}, text)),
      );
      select.addEventListener("change", () =>
        put(pointer, select.value === none ? undefined : select.value === "true"),
      );
      return select;
    }
    if (schema.contentEncoding === "base64") {
      const input = element("input", { type: "file" });
      // A file that was changed can be chosen anew.
      input.addEventListener("click", () => {
        input.value = "";
      });
      input.addEventListener("change", () => {
        const [file] = input.files ?? [];
        if (!file) return;
        const nameField = `${pointer.slice(0, pointer.lastIndexOf("/"))}/fileName`;
        put(pointer, attach(files, file));
        if (this.#fields.some((field) => field.pointer === nameField)) put(nameField, file.name);
      });
      return input;
    }
    const isLong = schema.format === undefined && String(schema.example ?? "").length > 40;
    const control = textInput(isLong ? "textarea" : "input");
    control.addEventListener("input", () => put(pointer, control.value === "" ? undefined : control.value));
    return control;
  }

  #group(name: string, pointer: string, children: Node[]): Node {
    const message = element("p", { className: "problem" });
    const control = element(
      "fieldset",
      {},
      element("legend", {}, element("code", {}, name)),
      message,
      ...children,
    );
    this.#fields.push({ pointer, control, message, show: () => {} });
    return control;
  }

  #list(name: string, items: FieldSchema, pointer: string, body: unknown): Node {
    const { put, value } = this.#actions;
    const list = valueAt(body, pointer);
    const entries = Array.isArray(list) ? list : [];
    const groups = entries.map((_, index) => {
      const place = `${pointer}/${index}`;
      const remove = button(`Remove ${name} ${index + 1}`, () =>
        put(pointer, entries.length === 1 ? undefined : (value(pointer) as unknown[]).toSpliced(index, 1)),
      );
      return this.#group(`${name}[${index}]`, place, [...this.#children(items, place, body), remove]);
    });
    const add = button(`Add to ${name}`, () => {
      const present = value(pointer);
      put(pointer, [...(Array.isArray(present) ? present : []), {}]);
    });
    add.id = `edit-add-${pointer.slice(1).replaceAll("/", "-")}`;
    const group = this.#group(name, pointer, [...groups, add]);
    return group;
  }
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", className: "button small" }, text);
  made.addEventListener("click", act);
  return made;
}

function showValue(control: Field["control"], value: unknown, files: AttachedFiles): void {
  if (control instanceof HTMLSelectElement) {
    const text = typeof value === "boolean" ? String(value) : none;
    if (control.value !== text) control.value = text;
  } else if (control instanceof HTMLInputElement && control.type === "file") {
    const file = typeof value === "string" ? files.get(value) : undefined;
    const held = typeof value === "string" ? `${value.length} characters` : none;
    // Its own words tell only of the last choice, which another list or a button may have undone.
    (control.parentElement as HTMLElement).dataset.held = file
      ? `${file.name}, ${sizeText(file.size)}`
      : held;
    if (!file) control.value = "";
  } else if (!(control instanceof HTMLFieldSetElement)) {
    const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
    // Putting in what is there already would move the caret.
    if (control.value !== text) control.value = text;
  }
}

/** How long each list of a body is: what the fields are made for. */
function lengthsOf({ properties = {}, items }: FieldSchema, body: unknown, pointer: string): string {
  if (items) {
    const list = valueAt(body, pointer);
    const entries = Array.isArray(list) ? list : [];
    return `${pointer}:${entries.length};${entries.map((_, index) => lengthsOf(items, body, `${pointer}/${index}`)).join("")}`;
  }
  return Object.entries(properties)
    .map(([name, schema]) => lengthsOf(schema, body, `${pointer}/${name}`))
    .join("");
}
