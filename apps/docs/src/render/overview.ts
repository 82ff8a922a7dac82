import type { DocsDocument } from "../document.ts";
import { shownOperations } from "../document.ts";
import { Html, html } from "../html.ts";
import { renderMarkdown } from "../markdown.ts";
import tools from "../other-tools.json" with { type: "json" };
import { descriptionOf, provenanceOf } from "../provenance.ts";
import { section, why } from "./mark.ts";

/**
 * What the API is, in a sentence, and what to know before the first call.
 *
 * @param firstScript lets the page appear as its reader has chosen: nothing is painted before the section
 * is whole. In the head, it would delay the section
 */
export function overview(document: DocsDocument, firstScript: string): Html {
  const { info, externalDocs } = document;
  const [first = "", ...rest] = descriptionOf(info).split("\n\n");
  const [call] = shownOperations(document);
  return html`<section id="top" class="hero">
<h1>${info.title}</h1>
<p class="lead">${info.summary}</p>
${call && html`<p class="endpoint"><b class="method">${call.method}</b> <code>${call.path}</code></p>`}
${renderMarkdown(first)}
<details class="rules"><summary>Before anything is sent twice</summary>
${renderMarkdown(rest.join("\n\n"))}
<div class="sources">${why(provenanceOf(info))}${externalDocs && html`<a href="${externalDocs.url}" rel="noreferrer">${externalDocs.description}</a>`}</div></details>
<script>${new Html(firstScript)}</script>
</section>
`;
}

/** The version that the contract was last rendered with. */
const redoc = tools.find(({ tool }) => tool === "Redoc")?.package;

/** What can be taken along, and under which licence. */
export function colophon({ info }: DocsDocument, downloads: readonly string[]): Html {
  const { license, version, title } = info;
  return section(
    "downloads",
    "Downloads and licence",
    "guide",
    html`<p>The contract in one file, for whichever tool you use:</p>
<ul class="downloads">${downloads.map((name) => html`<li><a class="button" href="${name}" download>${name}</a></li>`)}</ul>
<p>The page as Markdown: <a href="index.md">index.md</a>, and everything there is in <a href="llms.txt">llms.txt</a>. Whoever likes Redoc better: <code>npx ${redoc} build-docs openapi.yaml</code>.</p>
<p>${title} ${version}${license && html`, under the ${license.name} licence`}. This project is not CareValidate's. Where the vendor's page and this one disagree, the vendor's is right.</p>`,
  );
}
