/**
 * The editor of a request, and the answer that the request deserves. The page starts it when it is first
 * used, and nothing of what is written in it is kept or sent anywhere, unless its reader sends it.
 */
import { changed, type EditorRequest, type RequestChange } from "../editor-request.ts";
import { AnswerView, problemText } from "./answer-view.ts";
import { type AttachedFiles, sizeText } from "./attached-files.ts";
import { element } from "./element.ts";
import { expectedAnswer } from "./expected-answer.ts";
import { type FieldSchema, Fields } from "./fields.ts";
import { JsonArea } from "./json-area.ts";
import { rangeOf, valueAt, withValue } from "./json-text.ts";
import { contract, operations } from "./page-contract.ts";
import { showSamples } from "./samples.ts";
import { canSend, send } from "./send.ts";

/** Samples follow when a writer pauses, in milliseconds. */
const pause = 150;

/** Puts the editor in the place of what stands in an element. */
export function start(root: HTMLElement): { show(change: RequestChange): void } {
  const usual: Omit<EditorRequest, "body"> = JSON.parse(root.dataset.usual ?? "{}");
  const { operation, method, path, requestExamples } = contract.operation(usual.operation);
  const examples = requestExamples.map(({ body }) => ({ ...usual, body: JSON.stringify(body, null, 2) }));
  const described = operations.find(({ operationId }) => operationId === operation);
  const schema: FieldSchema = Object.values(described?.requestBody?.content ?? {})[0]?.schema ?? {};
  const [parameter = ""] = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const files: AttachedFiles = new Map();
  let request: EditorRequest = { operation, method, path, headers: {}, body: "" };
  let waiting: ReturnType<typeof setTimeout>;

  const pathField = textField(parameter, (text) =>
    change({ path: path.replace(`{${parameter}}`, encodeURIComponent(text)) }),
  );
  const keyField = textField("cv-api-key", (text) => {
    const { "cv-api-key": _, ...others } = request.headers;
    change({ headers: text === "" ? others : { ...others, "cv-api-key": text } });
  });
  const typeField = textField("content-type", (text) => {
    const { "content-type": _, ...others } = request.headers;
    change({ headers: text === "" ? others : { ...others, "content-type": text } });
  });
  const parsed = () => {
    try {
      return JSON.parse(request.body) as unknown;
    } catch {
      return undefined;
    }
  };
  const fields = new Fields(schema, {
    files,
    put: (pointer, value) => changeBody(withValue(request.body, pointer, value)),
    value: (pointer) => valueAt(parsed(), pointer),
  });
  const area = new JsonArea(changeBody);
  const size = element("p", { className: "assumed-size" });
  const sendButton = element("button", { type: "button", className: "button" }, "Send to the mock");
  const received = element("div", { className: "received", ariaLive: "polite" });
  const answer = new AnswerView(...(canSend() ? [sendButton, received] : []));
  sendButton.addEventListener("click", async () => {
    sendButton.disabled = true;
    const came = await send(request, files);
    sendButton.disabled = false;
    if ("problem" in came) return received.replaceChildren(element("p", {}, came.problem));
    const heading = element("p", {}, "The mock answered ", element("b", {}, String(came.status)));
    return received.replaceChildren(heading, element("pre", { tabIndex: 0 }, element("code", {}, came.body)));
  });

  // A keyboard that opens must not leave the field that it is for behind the answer.
  addEventListener("resize", () => {
    if (root.matches(":focus-within")) document.activeElement?.scrollIntoView({ block: "nearest" });
  });
  root.replaceChildren(
    element(
      "div",
      { className: "editor" },
      element(
        "div",
        { className: "editor-parts" },
        element(
          "div",
          { className: "editor-fields" },
          element(
            "p",
            { className: "endpoint" },
            element("b", { className: "method" }, method),
            " ",
            element("code", {}, path),
          ),
          pathField.root,
          keyField.root,
          typeField.root,
          fields.root,
        ),
        element(
          "div",
          { className: "editor-json" },
          element("label", { htmlFor: area.input.id }, "JSON"),
          area.root,
          size,
        ),
      ),
      answer.root,
    ),
  );

  function changeBody(body: string): void {
    // Whoever writes a body no longer assumes its size.
    const { bodyBytes: _, ...others } = request;
    request = { ...others, body: body.toWellFormed() };
    update();
  }

  function change(parts: Partial<EditorRequest>): void {
    request = { ...request, ...parts };
    update();
  }

  function update(): void {
    const { headers, body, bodyBytes } = request;
    const expected = expectedAnswer(contract, request, files);
    const value = parsed();
    const [violation] = expected.violations;
    const isInBody = violation?.in === "body";
    const text = violation ? problemText(violation.rule) : "";
    const marked = isInBody && value !== undefined ? placeIn(body, violation.pointer) : undefined;
    fields.show(value);
    fields.mark(isInBody ? violation.pointer : undefined, text);
    area.show(body, marked);
    if (isInBody && violation.pointer === "") area.input.setAttribute("aria-invalid", "true");
    else area.input.removeAttribute("aria-invalid");
    pathField.show(pathValue(), violation?.in === "path" ? text : "");
    const header = violation?.in === "header" ? violation.pointer.slice(1) : "";
    keyField.show(headers["cv-api-key"] ?? "", header === "cv-api-key" ? text : "");
    typeField.show(headers["content-type"] ?? "", header === "content-type" ? text : "");
    size.textContent =
      bodyBytes === undefined ? "" : `Taken to be ${sizeText(bodyBytes)} long, as with a large file.`;
    sendButton.disabled = bodyBytes !== undefined;
    received.replaceChildren();
    answer.show(expected);
    clearTimeout(waiting);
    waiting = setTimeout(() => showSamples(request, files), pause);
  }

  /** What is missing is marked where it would be: in what holds it. */
  function placeIn(body: string, pointer: string) {
    return rangeOf(body, pointer) ?? rangeOf(body, pointer.slice(0, pointer.lastIndexOf("/")));
  }

  function pathValue(): string {
    const [pathname = ""] = request.path.split("?");
    const match = contract.matchOperation(method, pathname);
    return match && "operation" in match ? (match.path[parameter] ?? "") : "";
  }

  return {
    show(change) {
      files.clear();
      request = changed(examples, change);
      update();
      root.closest("section")?.scrollIntoView();
      area.input.focus({ preventScroll: true });
    },
  };
}

function textField(name: string, onInput: (text: string) => void) {
  const input = element("input", {
    type: "text",
    id: `edit-${name}`,
    autocomplete: "off",
    spellcheck: false,
    placeholder: "not given",
  });
  const message = element("p", { className: "problem", id: `edit-${name}-problem` });
  input.setAttribute("aria-describedby", message.id);
  input.addEventListener("input", () => onInput(input.value));
  const label = element("label", { htmlFor: input.id }, element("code", {}, name));
  return {
    root: element("div", { className: "edited" }, label, input, message),
    show(text: string, problem: string): void {
      if (input.value !== text) input.value = text;
      message.textContent = problem;
      if (problem) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    },
  };
}
