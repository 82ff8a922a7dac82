import { STATUS_CODES } from "node:http";
import {
  type DocsDocument,
  keysOf,
  type MediaType,
  type Parameter,
  type Response,
  type Schema,
  type ShownOperation,
} from "../document.ts";
import { type Field, fieldsOf, parameterField } from "../field.ts";
import { codeBlock } from "../highlight.ts";
import { type Content, type Html, html } from "../html.ts";
import { renderMarkdown, renderPhrase } from "../markdown.ts";
import { descriptionOf, provenanceOf } from "../provenance.ts";
import { fieldList } from "./fields.ts";
import { heading, section, why } from "./mark.ts";

/**
 * The reference of one call, or of an event that comes back.
 *
 * @param prefix what the places of this operation begin with
 */
export function operationSection(document: DocsDocument, operation: ShownOperation, prefix: string): Html {
  const { operationId, summary = operationId, method, path, requestBody, externalDocs } = operation;
  const id = operationId;
  const headers = [
    ...keysOf(document, operation).map((key) => [`${prefix}key`, parameterField(key)] as const),
    ...contentTypes(operation).map((field) => [`${prefix}content-type`, field] as const),
    ...parametersIn(operation, "header", prefix),
  ];
  const content = html`<p class="endpoint"><b class="method">${method}</b> <code>${path || "your own address"}</code></p>
<div class="prose">${renderMarkdown(descriptionOf(operation))}
<div class="sources">${why(provenanceOf(operation))}${externalDocs && html`<a href="${externalDocs.url}" rel="noreferrer">${externalDocs.description ?? externalDocs.url}</a>`}</div></div>
${path && servers(document, `${id}/servers`)}
${parameters("Path", parametersIn(operation, "path", prefix), `${id}/path`)}
${parameters("Query", parametersIn(operation, "query", prefix), `${id}/query`)}
${parameters("Headers", headers, `${id}/headers`)}
${requestBody && body(requestBody, `${id}/body`, prefix)}
${responses(operation, `${id}/responses`, prefix)}`;
  return section(id, summary, "operation", content);
}

function servers({ servers = [] }: DocsDocument, id: string): Content {
  return html`${heading(3, id, "Servers")}
<ul class="servers">${servers.map((server) => html`<li><b>${descriptionOf(server)}</b> <code>${server.url}</code> ${why(provenanceOf(server))}</li>`)}</ul>
`;
}

type Placed = readonly [id: string, field: Field];

function parametersIn({ parameters }: ShownOperation, location: string, prefix: string): Placed[] {
  return parameters
    .filter((parameter) => parameter.in === location)
    .map((parameter: Parameter) => [`${prefix}parameter-${parameter.name}`, parameterField(parameter)]);
}

function contentTypes({ requestBody }: ShownOperation): Field[] {
  return Object.keys(requestBody?.content ?? {}).map((type) => ({
    name: "content-type",
    path: ["content-type"],
    type: "string",
    required: true,
    description: "The body is JSON in UTF-8.",
    rules: [["always", type]],
    fields: [],
  }));
}

function parameters(title: string, placed: readonly Placed[], id: string): Content {
  if (placed.length === 0) return undefined;
  const ids = new Map(placed.map(([place, field]) => [field, place]));
  return html`${heading(3, id, title)}
${fieldList([...ids.keys()], (field) => ids.get(field) ?? "")}
`;
}

function body(requestBody: NonNullable<ShownOperation["requestBody"]>, id: string, prefix: string): Html {
  const [[type = "", media] = []] = Object.entries(requestBody.content);
  const fields = fieldsOf(media?.schema ?? {});
  return html`${heading(3, id, "Body")}
<div class="pair"><div>
${renderMarkdown(descriptionOf(requestBody))}
${fieldList(fields, ({ path }) => `${prefix}field-${path.join(".")}`)}
</div><div class="aside">${examples(media ?? {}, type)}</div></div>
`;
}

/** The examples of a body: the first open, the others at hand. */
function examples({ examples: named = {} }: MediaType, type: string): Content {
  return Object.values(named).map((example, index) => {
    const { summary = "", value } = example;
    const code = codeBlock(JSON.stringify(value, null, 2), "json");
    return html`<details class="example"${index === 0 && html` open`}><summary>${summary} <span class="type">${type}</span></summary><div class="sources">${renderMarkdown(descriptionOf(example))}${why(provenanceOf(example))}</div>${code}</details>
`;
  });
}

/** Responses whose bodies have one form are shown together. */
function responses({ responses: byStatus }: ShownOperation, id: string, prefix: string): Html {
  const groups = new Map<string, [string, Response][]>();
  for (const [status, response] of Object.entries(byStatus)) {
    const form = JSON.stringify(sharedForm(response));
    groups.set(form, [...(groups.get(form) ?? []), [status, response]]);
  }
  return html`${heading(3, id, "Responses")}
${[...groups.values()].map((group) => responseGroup(group, id, prefix))}`;
}

function responseGroup(group: [string, Response][], id: string, prefix: string): Html {
  const statuses = group.map(([status]) => status);
  const schema = group.length > 1 ? sharedForm(group[0]?.[1]) : schemaOf(group[0]?.[1]);
  const fields = schema ? fieldsOf(schema) : [];
  const [type = "", media = {}] = Object.entries(group[0]?.[1].content ?? {})[0] ?? [];
  const first = Object.entries(media.examples ?? {}).slice(0, 1);
  return html`<div class="pair"><div>
<ul class="responses">${group.map(([status, response]) => responseItem(status, response, id))}</ul>
${fields.length > 0 && fieldList(fields, ({ path }) => `${prefix}answer-${statuses[0]}-${path.join(".")}`)}
</div><div class="aside">${examples({ examples: Object.fromEntries(first) }, type)}</div></div>
`;
}

function responseItem(status: string, response: Response, id: string): Html {
  const isSuccess = status.startsWith("2");
  const title = status === "default" ? "Any other" : `${status} ${STATUS_CODES[Number(status)] ?? ""}`;
  const kind = isSuccess ? "success" : status === "default" ? "other" : "refusal";
  return html`<li id="${id}/${status}" class="${kind}"><a class="status" href="#${id}/${status}">${title}</a> <span>${renderPhrase(descriptionOf(response))}</span> ${why(provenanceOf(response))}</li>`;
}

const schemaOf = (response: Response | undefined): Schema | undefined =>
  Object.values(response?.content ?? {})[0]?.schema;

/** The schema that a response refines, or its own. */
function sharedForm(response: Response | undefined): Schema | undefined {
  const schema = schemaOf(response);
  const [shared] = (schema?.allOf ?? []) as Schema[];
  return shared ?? schema;
}
