import { STATUS_CODES } from "node:http";
import { changeOf, type EditorRequest } from "../editor-request.ts";
import type { FailureRow } from "../failure-row.ts";
import { type Html, html } from "../html.ts";
import { renderMarkdown } from "../markdown.ts";
import { heading, why } from "./mark.ts";

/**
 * The failures of an operation, under their statuses.
 *
 * @param prefix what the places of this operation begin with
 * @param examples the requests that those of the rows are told as changes of
 */
export function failureList(
  rows: readonly FailureRow[],
  prefix: string,
  examples: readonly EditorRequest[],
): Html {
  const statuses = [...new Set(rows.map(({ status }) => status))];
  return html`${statuses.map(
    (status) => html`${heading(3, `${prefix}failures/${status}`, `${status} ${STATUS_CODES[status] ?? ""}`)}
<ul class="failures">${rows.filter((row) => row.status === status).map((row) => failureItem(row, prefix, examples))}</ul>
`,
  )}`;
}

function failureItem(row: FailureRow, prefix: string, examples: readonly EditorRequest[]): Html {
  const { name, summary, error, cause, cure, provenance, clientError, request } = row;
  const id = `${prefix}failure-${name}`;
  const ownError = Object.entries(clientError).map(
    ([property, value]) => `${property}: ${JSON.stringify(value)}`,
  );
  return html`<li class="failure ${provenance?.kind ?? "documented"}" id="${id}"><div class="failure-head"><h4><a href="#${id}">${summary}</a></h4>${why(provenance)}<button type="button" class="button small" data-request="${JSON.stringify(changeOf(examples, request))}">Show me</button></div>
<p class="wire"><code>${error}</code></p>
<dl><div><dt>Cause</dt><dd>${renderMarkdown(cause)}</dd></div><div><dt>Cure</dt><dd>${renderMarkdown(cure)}</dd></div><div><dt>Delivery</dt><dd><p><span class="delivery">rejected</span> No comment was created.</p></dd></div><div><dt>Client</dt><dd><p><code>{ ${ownError.join(", ")} }</code>${clientError.kind !== name && html`<span class="example-name">In the mock: <code>example=${name}</code></span>`}</p></dd></div></dl></li>
`;
}
