import MarkdownIt from "markdown-it";
import { codeBlock } from "./highlight.ts";
import { Html } from "./html.ts";

interface Place {
  /** The id that the headings' own ids begin with. */
  id: string;
  /** How far down headings are moved: 1 makes a `##` a third heading. */
  shift: number;
}

const markdown = new MarkdownIt({ html: false, linkify: false });

markdown.renderer.rules.fence = (tokens, index) => {
  const { content = "", info = "" } = tokens[index] ?? {};
  return codeBlock(content, languages[info] ?? info).text;
};
const languages: Record<string, string> = {
  sh: "shellscript",
  ts: "typescript",
  js: "javascript",
  "": "text",
};

// A fact that is not the vendor's is marked by one word, here and in the Markdown that machines read.
markdown.core.ruler.push("provenance", ({ tokens }) => {
  for (const { children } of tokens) {
    children?.forEach(({ type, content }, index) => {
      const [before, after] = [children[index - 1], children[index + 1]];
      if (type !== "text" || !/^(inferred|assumed)$/i.test(content)) return;
      if (before?.type !== "em_open" || after?.type !== "em_close") return;
      for (const tag of [before, after]) tag.tag = "span";
      before.attrSet("class", `mark ${content.toLowerCase()}`);
    });
  }
});

// On a narrow page a row becomes a block under its first cell; the others say what they are if there are several.
markdown.core.ruler.push("cells", ({ tokens }) => {
  let headings: string[] = [];
  let column = 0;
  tokens.forEach(({ type }, index) => {
    const content = tokens[index + 1]?.content ?? "";
    if (type === "thead_open") headings = [];
    if (type === "tr_open") column = 0;
    if (type === "th_open") headings.push(content.replaceAll(/[`*]/g, ""));
    if (type !== "td_open") return;
    if (column > 0 && headings.length > 2) tokens[index]?.attrSet("data-label", headings[column] ?? "");
    column += 1;
  });
});

markdown.core.ruler.push("headings", ({ tokens, env }) => {
  const { id, shift } = env as unknown as Place;
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open" && token.type !== "heading_close") return;
    token.tag = `h${Number(token.tag[1]) + shift}`;
    if (token.type === "heading_close") return;
    token.attrSet("id", `${id}/${slug(tokens[index + 1]?.content ?? "")}`);
  });
});
// Its own text is the link to a heading.
markdown.renderer.rules.heading_open = (tokens, index) => {
  const id = String(tokens[index]?.attrGet("id"));
  return `<${tokens[index]?.tag} id="${id}"><a href="#${encodeURI(id)}">`;
};
markdown.renderer.rules.heading_close = (tokens, index) => `</a></${tokens[index]?.tag}>\n`;

// In the sources a guide is linked by its name.
markdown.core.ruler.push("links", ({ tokens }) => {
  for (const { children } of tokens)
    for (const token of children ?? []) {
      const href = token.type === "link_open" ? String(token.attrGet("href")) : "";
      if (href.startsWith("#/")) token.attrSet("href", `#${href.slice(2)}`);
    }
});

/**
 * Markdown as markup. Raw HTML in it is shown, not obeyed.
 *
 * @throws {Error} for code in a language that the docs can't highlight
 */
export function renderMarkdown(source: string, place: Place = { id: "", shift: 2 }): Html {
  return new Html(markdown.render(source, { ...place }));
}

/** Markdown without paragraphs, for where only a phrase may stand. */
export function renderPhrase(source: string): Html {
  return new Html(markdown.renderInline(source.replaceAll(/\s+/g, " ")));
}

/** The plain words of a heading as part of an address. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
}
