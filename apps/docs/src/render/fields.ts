import type { Field } from "../field.ts";
import { type Content, type Html, html } from "../html.ts";
import { renderMarkdown } from "../markdown.ts";
import { why } from "./mark.ts";

/**
 * A list of fields, with those of objects below them.
 *
 * @param idOf the permalink of a field
 */
export function fieldList(fields: readonly Field[], idOf: (field: Field) => string): Html {
  return html`<ul class="fields">${fields.map((field) => fieldItem(field, idOf))}</ul>`;
}

function fieldItem(field: Field, idOf: (field: Field) => string): Html {
  const { name, path, type, required, description, provenance, rules, fields } = field;
  const id = idOf(field);
  const parents = path.slice(0, -1).map((each) => html`${each}.<wbr>`);
  return html`<li id="${id}"><div class="field"><a class="name" href="#${encodeURI(id)}"><code>${parents.length > 0 && html`<span>${parents}</span>`}${name}</code></a> <span>${type}</span> ${required ? html`<b>required</b>` : html`<i>optional</i>`} ${why(provenance)}</div>
${renderMarkdown(description)}${facts(rules, field.example)}${fields.length > 0 && fieldList(fields, idOf)}</li>
`;
}

function facts(rules: Field["rules"], example: unknown): Content {
  const shown = [...rules, ...(example === undefined ? [] : [["example", JSON.stringify(example)] as const])];
  if (shown.length === 0) return undefined;
  return html`<dl class="facts">${shown.map(([label, value]) => html`<div><dt>${label}</dt> <dd><code>${value}</code></dd></div>`)}</dl>`;
}
