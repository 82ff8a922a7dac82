import { type Content, type Html, html } from "../html.ts";
import { renderPhrase } from "../markdown.ts";
import type { Provenance } from "../provenance.ts";

/** The mark of a fact that the vendor's page does not hold; its reason opens on demand. */
export function why(provenance: Provenance | undefined): Content {
  return (
    provenance &&
    html`<details class="why"><summary class="mark ${provenance.kind}">${provenance.kind}</summary><p>${renderPhrase(provenance.reason)}</p></details>`
  );
}

/** A heading whose text is the link to it. */
export function heading(level: number, id: string, text: Content): Html {
  return html`<h${level} id="${id}"><a href="#${encodeURI(id)}">${text}</a></h${level}>`;
}

/** A part of the page with its heading. Address and title follow the reader from one to the next. */
export function section(id: string, title: string, kind: string, ...content: Content[]): Html {
  return html`<section id="${id}" class="${kind}">
<h2><a href="#${encodeURI(id)}">${title}</a></h2>
${content}
</section>
`;
}
