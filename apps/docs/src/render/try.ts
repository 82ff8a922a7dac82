import { changeOf, type EditorRequest } from "../editor-request.ts";
import { codeBlock } from "../highlight.ts";
import { type Content, html } from "../html.ts";
import { section } from "./mark.ts";

/** A request to begin with. */
export interface ExampleRequest {
  summary: string;
  request: EditorRequest;
}

/** There is one at least. */
export type ExampleRequests = readonly [ExampleRequest, ...ExampleRequest[]];

export interface Sample {
  lang: string;
  label: string;
  source: string;
}

/** A request that the reader can edit, and the programs that send it. */
export function trySection(examples: ExampleRequests, samples: readonly Sample[]): Content {
  const [{ request: usual }] = examples;
  // The bodies of the examples are in the contract, which the editor has.
  const { body: _, ...unchanged } = usual;
  const requests = examples.map(({ request }) => request);
  return section(
    "try",
    "Try a request",
    "try",
    html`<p>Take a request, change it, and see the answer that it deserves, with the rule that it breaks. The programs take <code>CASE_COMMENTS_BASE_URL</code> and <code>CV_API_KEY</code> from the environment, and files from their folder.</p>
<div class="pair"><div id="editor" data-usual="${JSON.stringify(unchanged)}">
<p class="buttons">${examples.map(
      ({ summary, request }, index) =>
        html`<button type="button" class="button${index === 0 ? " primary" : ""}" data-request="${JSON.stringify(changeOf(requests, request))}">${index === 0 ? "Edit this request" : summary}</button> `,
    )}</p>
<p class="endpoint"><b class="method">${usual.method}</b> <code>${usual.path}</code></p>
${codeBlock(usual.body, "json")}
</div><div id="samples" class="aside">
${samples.map(
  ({ lang, label, source }) =>
    html`<div class="sample" data-sample="${label}">${codeBlock(source, lang.toLowerCase() === "shell" ? "shellscript" : lang.toLowerCase(), label)}</div>
`,
)}</div></div>`,
  );
}
