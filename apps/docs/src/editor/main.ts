/**
 * The editor of a request, and the answer that the request deserves. The page starts it when it is first
 * used, and nothing of what is written in it is kept or sent anywhere, unless its reader sends it.
 */

import type { ResolvedOperation } from "@case-comments/contract/requests";
import type { Editor } from "../browser/start-editor.ts";
import { changed, type EditorRequest } from "../editor-request.ts";
import { AnswerView, problemText } from "./answer-view.ts";
import { type AttachedFiles, sizeText } from "./attached-files.ts";
import { element } from "./element.ts";
import { expectedAnswer } from "./expected-answer.ts";
import { type FieldSchema, Fields } from "./fields.ts";
import { followAnswer } from "./follow-answer.ts";
import { JsonArea } from "./json-area.ts";
import { rangeOf, valueAt, withValue } from "./json-text.ts";
import { complain, labelled, textInput } from "./labelled.ts";
import { contract, operations } from "./page-contract.ts";
import { showSamples } from "./samples.ts";
import { canSend, send } from "./send.ts";

/** Samples follow when a writer pauses, in milliseconds. */
const pause = 150;

globalThis.docsEditor = { start };

/** Puts the editor in the place of what stands in an element. */
function start(root: HTMLElement): Editor {
  const usual: Omit<EditorRequest, "body"> = JSON.parse(root.dataset.usual ?? "{}");
  const { operation } = usual;
  const { method, path, requestBody } = operations.find(
    ({ operationId }) => operationId === operation,
  ) as ResolvedOperation;
  const [content] = Object.values(requestBody?.content ?? {});
  const examples = Object.values(content?.examples ?? {}).map(({ value }) => ({
    ...usual,
    body: JSON.stringify(value, null, 2),
  }));
  const [parameter = ""] = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const files: AttachedFiles = new Map();
  let request: EditorRequest = { operation, method, path, headers: {}, body: "" };
  let waiting: ReturnType<typeof setTimeout>;
  let isWaiting = false;

  const pathField = textField(parameter, (text) =>
    change({ path: path.replace(`{${parameter}}`, encodeURIComponent(text.toWellFormed())) }),
  );
  const headerFields = Object.keys(usual.headers).map((name) => {
    const field = textField(name, (text) => {
      const { [name]: _, ...others } = request.headers;
      change({ headers: text === "" ? others : { ...others, [name]: text } });
    });
    return [name, field] as const;
  });
  const parsed = () => {
    try {
      return JSON.parse(request.body) as unknown;
    } catch {
      return undefined;
    }
  };
  const fields = new Fields((content?.schema ?? {}) as FieldSchema, {
    files,
    put: (pointer, value) => changeBody(withValue(request.body, pointer, value)),
    value: (pointer) => valueAt(parsed(), pointer),
  });
  const area = new JsonArea(changeBody);
  const showFields = followAnswer(fields.root);
  const showText = followAnswer(area.root);
  const size = element("p", { className: "assumed-size" });
  const sendButton = element("button", { type: "button", className: "button" }, "Send to the mock");
  const received = element("div", { className: "received", ariaLive: "polite" });
  const answer = new AnswerView(...(canSend() ? [sendButton, received] : []));
  sendButton.addEventListener("click", async () => {
    const sent = request;
    if (isWaiting) return;
    isWaiting = true;
    received.replaceChildren(element("p", {}, "Waiting for the mock…"));
    const { status, remark, body } = await send(sent, files);
    // It would look like the answer to what was written meanwhile.
    if (request !== sent) return;
    isWaiting = false;
    const heading = status ? ["The mock answered ", element("b", {}, String(status)), " "] : [];
    received.replaceChildren(
      element("p", {}, ...heading, remark),
      ...(body ? [element("pre", { tabIndex: 0 }, element("code", {}, body))] : []),
    );
    received.scrollIntoView({ block: "nearest" });
  });

  // A keyboard that opens must not leave the field that it is for behind the answer.
  addEventListener("resize", () => {
    if (root.matches(":focus-within")) document.activeElement?.scrollIntoView({ block: "nearest" });
  });
  root.replaceChildren(
    // Each is a way back to a request that is whole.
    root.querySelector(".buttons") ?? "",
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
          ...headerFields.map(([, field]) => field.root),
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
    const expected = expectedAnswer(request, files);
    const value = parsed();
    const [violation] = expected.violations;
    const isInBody = violation?.in === "body";
    const text = violation ? problemText(violation.rule) : "";
    const marked = isInBody && value !== undefined ? placeIn(body, violation.pointer) : undefined;
    showFields(() => {
      fields.show(value);
      fields.mark(isInBody ? violation.pointer : undefined, text);
    });
    showText(() => area.show(body, marked));
    area.input.ariaInvalid = isInBody && violation.pointer === "" ? "true" : null;
    const caseId = pathValue();
    pathField.show(caseId, violation?.in === "path" ? text : caseId ? "" : problemText("required"));
    const header = violation?.in === "header" ? violation.pointer.slice(1) : "";
    for (const [name, field] of headerFields) field.show(headers[name] ?? "", header === name ? text : "");
    size.textContent =
      bodyBytes === undefined ? "" : `Taken to be ${sizeText(bodyBytes)} long, as with a large file.`;
    sendButton.disabled = bodyBytes !== undefined;
    isWaiting = false;
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
      pathField.focus();
    },
  };
}

function textField(name: string, onInput: (text: string) => void) {
  const input = textInput("input");
  input.addEventListener("input", () => onInput(input.value));
  const { root, message } = labelled(input, name, element("code", {}, name));
  return {
    root,
    focus: () => input.focus(),
    show(text: string, problem: string): void {
      if (input.value !== text) input.value = text;
      complain(input, message, problem);
    },
  };
}
