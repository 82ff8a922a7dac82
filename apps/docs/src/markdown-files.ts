import { STATUS_CODES } from "node:http";
import type { Contract } from "@case-comments/contract";
import { documentOf, keysOf, type Parameter, type ShownOperation, shownOperations } from "./document.ts";
import { contractFacts } from "./facts.ts";
import { type Field, fieldsOf, parameterField } from "./field.ts";
import { type Guide, readGuides } from "./guide.ts";
import { navigation } from "./navigation.ts";
import { descriptionOf, provenanceOf } from "./provenance.ts";

/**
 * The docs as files of Markdown, for those who read no pages: the reference, each guide, and the list
 * of them all.
 *
 * @param downloads the names of the contract's files
 * @returns the files by their names
 *
 * @see https://llmstxt.org
 */
export async function markdownFiles(
  contract: Contract,
  downloads: readonly string[],
): Promise<Record<string, string>> {
  const guides = await readGuides(new URL("../guides/", import.meta.url), contractFacts(contract));
  const order = navigation.flatMap(({ pages }) => pages);
  const sorted = guides.toSorted((one, other) => order.indexOf(one.slug) - order.indexOf(other.slug));
  return {
    "llms.txt": list(contract, sorted, downloads),
    "index.md": linked(`${pointer(contract, "llms.txt")}${reference(contract)}`, sorted, "guides/"),
    ...Object.fromEntries(
      sorted.map(({ slug, title, text }) => [
        `guides/${slug}.md`,
        linked(`${pointer(contract, "../llms.txt")}# ${title}\n\n${text}\n`, sorted, ""),
      ]),
    ),
  };
}

function pointer(contract: Contract, address: string): string {
  return `> Part of the docs of ${documentOf(contract).info.title}. Everything there is: [llms.txt](${address})\n\n`;
}

function list(contract: Contract, guides: readonly Guide[], downloads: readonly string[]): string {
  const { info } = documentOf(contract);
  const entry = (title: string, address: string, about: string) =>
    `- [${title}](${address})${about === "" ? "" : `: ${about}`}`;
  return `# ${info.title}

> ${info.summary}

${paragraphs(descriptionOf(info))[0]}

## Reference

${entry("Reference", "index.md", "the calls, their fields, and their answers")}
${downloads.map((name) => entry(name, name, "the contract, an OpenAPI description")).join("\n")}

## Guides

${guides.map(({ slug, title, text }) => entry(title, `guides/${slug}.md`, oneLine(paragraphs(text)[0] ?? ""))).join("\n")}
`;
}

function reference(contract: Contract): string {
  const document = documentOf(contract);
  const { info, servers = [] } = document;
  const operations = shownOperations(document).map((operation) => {
    const { summary, operationId, method, path = "your own address", parameters, requestBody } = operation;
    const [media] = Object.values(requestBody?.content ?? {});
    return [
      `## ${summary ?? operationId}`,
      `\`${method} ${path}\``,
      described(operation),
      fields("Parameters", parameterFields([...keysOf(document, operation), ...parameters])),
      requestBody && `### Body (${Object.keys(requestBody.content).join(", ")})`,
      requestBody && descriptionOf(requestBody),
      fields("", fieldsOf(media?.schema ?? {})),
      ...Object.values(media?.examples ?? {}).map(
        (example) => `${example.summary}:\n\n${json(example.value)}`,
      ),
      responses(operation),
    ];
  });
  return `${[
    `# ${info.title}`,
    info.summary,
    described(info),
    "## Servers",
    servers.map((server) => `- \`${server.url}\`: ${oneLine(described(server))}`).join("\n"),
    ...operations.flat(),
    "The failures with their texts, causes and cures are in [Failures](#/failures).",
  ]
    .filter(Boolean)
    .join("\n\n")}\n`;
}

function responses({ responses }: ShownOperation): string {
  const items = Object.entries(responses).map(([status, response]) => {
    const title = status === "default" ? "any other" : `${status} ${STATUS_CODES[Number(status)] ?? ""}`;
    return `- **${title}**: ${oneLine(described(response))}`;
  });
  const [success] = Object.entries(responses).filter(([status]) => status.startsWith("2"));
  const [media] = Object.values(success?.[1].content ?? {});
  return [
    "### Responses",
    items.join("\n"),
    fields("", fieldsOf(media?.schema ?? {})),
    ...Object.values(media?.examples ?? {}).map(({ value }) => json(value)),
  ]
    .filter(Boolean)
    .join("\n\n");
}

const parameterFields = (parameters: readonly Parameter[]): Field[] =>
  parameters.map((parameter) => ({ ...parameterField(parameter), path: [parameter.in, parameter.name] }));

function fields(title: string, list: readonly Field[]): string {
  if (list.length === 0) return "";
  return [...(title === "" ? [] : [`### ${title}`]), list.flatMap(fieldLines).join("\n")].join("\n\n");
}

function fieldLines({
  path,
  type,
  required,
  rules,
  example,
  description,
  provenance,
  fields,
}: Field): string[] {
  const facts = [
    type,
    required ? "required" : "optional",
    ...rules.map(([label, value]) => `${label} \`${value}\``),
  ];
  if (example !== undefined) facts.push(`example \`${JSON.stringify(example)}\``);
  const reason = provenance ? ` *${provenance.kind}*: ${provenance.reason}` : "";
  const line = `- \`${path.join(".")}\` (${facts.join(", ")}): ${oneLine(description)}${oneLine(reason)}`;
  return [line, ...fields.flatMap(fieldLines)];
}

/** A description with how we know of it. */
function described(node: { description?: string; "x-provenance"?: string }): string {
  const provenance = provenanceOf(node);
  const reason = provenance && `*${provenance.kind}*: ${provenance.reason}`;
  return [descriptionOf(node), reason].filter(Boolean).join("\n\n");
}

/** Guides are linked by name in the sources, and by their files here. */
function linked(text: string, guides: readonly Guide[], folder: string): string {
  return text.replaceAll(/\]\(#\/([\w-]+)\)/g, (_, place: string) => {
    const isGuide = guides.some(({ slug }) => slug === place);
    return isGuide ? `](${folder}${place}.md)` : `](${folder === "" ? "../" : ""}index.md)`;
  });
}

const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
const paragraphs = (text: string): string[] => text.trim().split(/\n\n+/);
const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ");
