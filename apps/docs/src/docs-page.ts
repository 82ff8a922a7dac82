import { readFile } from "node:fs/promises";
import type { Contract } from "@case-comments/contract";
import type { Scripts } from "./bundle-scripts.ts";
import { documentOf, type ShownOperation, shownOperations } from "./document.ts";
import { contractFacts } from "./facts.ts";
import { failureRows } from "./failure-row.ts";
import { type Guide, readGuides } from "./guide.ts";
import { type Content, type Html, html } from "./html.ts";
import { renderMarkdown } from "./markdown.ts";
import { minifyStyle } from "./minify-style.ts";
import { checkNavigation, navigation } from "./navigation.ts";
import { exampleRequests } from "./provoking-request.ts";
import { failureList } from "./render/failures.ts";
import { heading, section } from "./render/mark.ts";
import { operationSection } from "./render/operation.ts";
import { colophon, overview } from "./render/overview.ts";
import { renderPage } from "./render/page.ts";
import { type ExampleRequest, type ExampleRequests, trySection } from "./render/try.ts";

/** The files that the page offers to download, by name. */
export type Downloads = Readonly<Record<string, string>>;

/** A part of the page, and how the contents lead to it. */
interface Part {
  entries: readonly { id: string; title: string }[];
  content: Content;
}

/**
 * Renders the docs of a contract, whatever its operations are, as one page that needs nothing else.
 *
 * @param scripts what runs in the page; waited for last, as they are made beside the rest
 * @param downloads what the page offers to download, by name
 *
 * @throws {Error} if the guides, the contents and the contract don't fit together, or if the contract
 * holds what the docs can't show
 */
export async function docsPage(
  contract: Contract,
  scripts: Scripts | Promise<Scripts>,
  downloads: Downloads,
): Promise<string> {
  const document = documentOf(contract);
  const facts = new Map(contractFacts(contract)).set("failureTable", "");
  const guides = await readGuides(new URL("../guides/", import.meta.url), facts);
  const parts = new Map<string, Part>([
    ...guides.map((guide) => [guide.slug, guidePart(guide, contract)] as const),
    ...(document.tags ?? []).map(({ name }) => [name, tagPart(name, contract)] as const),
    ["try", tryPart(contract)],
  ]);
  checkNavigation(navigation, parts.keys());
  const { info } = document;
  const style = await styleSheet();
  const { firstScript, ...others } = await scripts;
  const [firstPage = ""] = navigation.flatMap(({ pages }) => pages);
  return renderPage({
    title: info.title,
    description: info.summary ?? info.title,
    contents: navigation.map(({ name, pages }) => contentsGroup(name, pages, parts)),
    main: [
      overview(document, firstScript),
      navigation.flatMap(({ pages }) => pages.map((page) => parts.get(page)?.content)),
      colophon(document, Object.keys(downloads)),
    ],
    secondPlace: parts.get(firstPage)?.entries[0]?.id ?? "",
    style,
    firstScript,
    ...others,
    downloads,
  });
}

async function styleSheet(): Promise<string> {
  const files = ["tokens", "layout", "prose", "code", "reference", "search", "print"];
  const sources = [...files.map((file) => `../page/${file}.css`), "editor/editor.css"].map((file) =>
    readFile(new URL(file, import.meta.url), "utf8"),
  );
  return minifyStyle((await Promise.all(sources)).join(""));
}

function contentsGroup(name: string, pages: readonly string[], parts: ReadonlyMap<string, Part>): Html {
  const entries = pages.flatMap((page) => parts.get(page)?.entries ?? []);
  return html`<p>${name}</p>
<ul>${entries.map(({ id, title }) => html`<li><a href="#${encodeURI(id)}">${title}</a></li>`)}</ul>
`;
}

function guidePart({ slug, title, text }: Guide, contract: Contract): Part {
  const content = renderMarkdown(text, { id: slug, shift: 1 });
  return {
    entries: [{ id: slug, title }],
    content: section(slug, title, "guide", content, slug === "failures" && failures(contract)),
  };
}

/** The failures of each operation, under its name where there are several. */
function failures(contract: Contract): Content {
  const { operations } = contract;
  const examples = firstExamples(contract).map(({ request }) => request);
  return operations.map((facts) => {
    const rows = failureRows(contract, facts);
    const prefix = prefixOf(contract, facts.operation);
    const summary = operationsOf(contract).find(
      ({ operationId }) => operationId === facts.operation,
    )?.summary;
    return html`${operations.length > 1 && heading(3, `failures/${facts.operation}`, summary)}
${failureList(rows, prefix, examples)}`;
  });
}

function tagPart(tag: string, contract: Contract): Part {
  const shown = operationsOf(contract).filter(({ tags = [] }) => tags.includes(tag));
  const prefix = (operation: ShownOperation) => prefixOf(contract, operation.operationId);
  return {
    entries: shown.map(({ operationId, summary = operationId }) => ({ id: operationId, title: summary })),
    content: shown.map((operation) => operationSection(documentOf(contract), operation, prefix(operation))),
  };
}

function tryPart(contract: Contract): Part {
  const examples = firstExamples(contract);
  const operation = operationsOf(contract).find(
    ({ operationId }) => operationId === examples[0].request.operation,
  );
  return {
    entries: [{ id: "try", title: "Try a request" }],
    content: trySection(examples, operation?.["x-codeSamples"] ?? []),
  };
}

/** The examples of the first operation that has some. Every request is told as a change of one of them. */
function firstExamples(contract: Contract): ExampleRequests {
  const facts = contract.operations.find(({ requestExamples }) => requestExamples.length > 0);
  if (!facts) throw new Error("the docs need an operation with an example of a request");
  const requests = exampleRequests(contract, facts);
  const [first, ...others] = facts.requestExamples.flatMap(({ summary }, index) => {
    const request = requests[index];
    return request ? { summary, request } : [];
  });
  return [first as ExampleRequest, ...others];
}

const operationsOf = (contract: Contract): ShownOperation[] => shownOperations(documentOf(contract));

/** The first operation's places have short addresses; those of the others begin with its name. */
function prefixOf(contract: Contract, operation: string): string {
  return operationsOf(contract)[0]?.operationId === operation ? "" : `${operation}-`;
}
