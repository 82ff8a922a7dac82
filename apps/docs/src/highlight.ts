import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import json from "@shikijs/langs/json";
import python from "@shikijs/langs/python";
import shellscript from "@shikijs/langs/shellscript";
import typescript from "@shikijs/langs/typescript";
import yaml from "@shikijs/langs/yaml";
import { codeToTokensBase, createShikiPrimitive } from "@shikijs/primitive";
import { type Html, html } from "./html.ts";

/** How a token is marked, and what its grammar calls it. The style sheet gives each mark its colour. */
const kinds: readonly { mark(text: string): Html; scopes: readonly string[] }[] = [
  { mark: (text) => html`<i class="c">${text}</i>`, scopes: ["comment", "punctuation.definition.comment"] },
  { mark: (text) => html`<i>${text}</i>`, scopes: ["string", "punctuation.definition.string"] },
  { mark: (text) => html`<i class="n">${text}</i>`, scopes: ["constant.numeric", "constant.language"] },
  {
    mark: (text) => html`<b>${text}</b>`,
    scopes: [
      ...["keyword.control", "keyword.operator.new", "keyword.operator.expression"],
      ...["keyword.other", "storage"],
    ],
  },
];
// What is put into a string is code again; and a grammar takes words and keys for strings, too.
const notStrings = [
  ...["meta.template.expression", "meta.interpolation", "string.unquoted"],
  ...["support.type.property-name", "punctuation.support.type.property-name", "entity.name.tag.yaml"],
];
// A theme can only give colours, so each kind has one, and none of them is ever seen.
const color = (index: number) => `#0000${(index + 16).toString(16).toUpperCase()}`;

const plain = "#FFFFFF";
const shiki = createShikiPrimitive({
  engine: createJavaScriptRegexEngine(),
  langs: [json, python, shellscript, typescript, yaml],
  themes: [
    {
      name: "classes",
      fg: plain,
      bg: "#000000",
      settings: [
        { settings: { foreground: plain, background: "#000000" } },
        ...kinds.map(({ scopes }, index) => ({
          scope: [...scopes],
          settings: { foreground: color(index) },
        })),
        { scope: notStrings, settings: { foreground: plain } },
      ],
    },
  ],
});

/**
 * Code with its tokens marked by elements: style attributes would need a weaker policy.
 *
 * @throws {Error} for a language without a grammar here
 *
 * @example
 * highlight("true", "json").text // '<i class="n">true</i>'
 */
export function highlight(code: string, language: string): Html {
  if (language === "text") return html`${code}`;
  // To read one grammar takes a good part of the build, and TypeScript's knows JavaScript.
  const lang = language === "javascript" ? "typescript" : language;
  if (!shiki.getLoadedLanguages().includes(lang))
    throw new Error(`the docs have no grammar for code in ${language}`);
  // Without a limit of its time: what a busy machine makes must not be another page.
  const lines = codeToTokensBase(shiki, code, { lang, theme: "classes", tokenizeTimeLimit: 0 });
  const runs: { kind: (typeof kinds)[number] | undefined; text: string }[] = [];
  for (const { content, color: tokenColor } of lines.flatMap((line, index) =>
    index === 0 ? line : [{ content: "\n", color: plain }, ...line],
  )) {
    const kind = kinds.find((_, index) => color(index) === tokenColor?.toUpperCase());
    const last = runs.at(-1);
    if (last && (last.kind === kind || content.trim() === "")) last.text += content;
    else runs.push({ kind, text: content });
  }
  return html`${runs.map(({ kind, text }) => kind?.mark(text) ?? text)}`;
}

/** A piece of code, with a button that copies it. */
export function codeBlock(code: string, language: string, label?: string): Html {
  return html`<div class="code">${label && html`<p class="code-label">${label}</p>`}<pre><code>${highlight(code.trimEnd(), language)}</code></pre><button type="button" data-copy>Copy</button></div>`;
}
