import { compactMarkup } from "../compact-markup.ts";
import { type Content, Html, html } from "../html.ts";
import { contentSecurityPolicy } from "../policy.ts";

/** What the page is made of. */
export interface Page {
  title: string;
  description: string;
  contents: Content;
  main: Content;
  /** The place that follows what is painted first. */
  secondPlace: string;
  style: string;
  /** Stands in the first section, and runs before anything is shown. */
  firstScript: string;
  script: string;
  /** Is carried along, and runs when a request is first edited. */
  editor: string;
  /** The files that the page hands out, by name. */
  downloads: Readonly<Record<string, string>>;
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%230b6e6e' d='M2 2h12v9H8l-4 3v-3H2z'/%3E%3C/svg%3E";

/** The whole page, in one file that needs nothing else. */
export function renderPage(page: Page): string {
  const { title, description, secondPlace, style, firstScript, script, editor, downloads } = page;
  const policy = contentSecurityPolicy([firstScript, script, editor], [style]);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="description" content="${description}">
<title>${title}</title>
<link rel="icon" href="${icon}">
<link rel="alternate" type="text/markdown" href="index.md">
<link rel="expect" href="#${secondPlace}" blocking="render">
<style>${new Html(style)}</style>
</head>
<body>
${compactMarkup(bodyOf(page))}
${editor !== "" && html`<script type="text/plain" id="editor-code">${new Html(editor)}</script>`}
<script>${new Html(script)}</script>
<script type="application/json" id="download-files">${new Html(embedded(downloads))}</script>
`.text;
}

/** What a reader sees. */
function bodyOf({ title, contents, main }: Page): Html {
  return html`<a class="skip" href="#content">Skip to the content</a>
<header>
<button type="button" class="icon menu" popovertarget="contents" aria-label="Contents"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14M3 10h14M3 15h14"/></svg></button>
<a class="brand" href="#top"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 2h12v9H8l-4 3v-3H2z"/></svg> ${title}</a>
<button type="button" class="search-button" data-search aria-label="Search" aria-keyshortcuts="/ Control+K"><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5"/><path d="m12.5 12.5 4.5 4.5"/></svg> <span>Search</span> <kbd aria-hidden="true">/</kbd></button>
<button type="button" class="icon" data-theme-switch aria-label="Dark theme"><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="6.5"/><path class="half" d="M10 3.5a6.5 6.5 0 0 1 0 13z"/></svg></button>
</header>
<div class="layout">
<nav id="contents" popover aria-label="Contents">
${contents}
</nav>
<main id="content" tabindex="-1">
${main}
</main>
</div>
<dialog id="search" aria-label="Search">
<input role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list" aria-label="Search this page" placeholder="Search this page" autocomplete="off" spellcheck="false">
<ul id="results" role="listbox" aria-label="Results"></ul>
<p class="hint" aria-live="polite"></p>
</dialog>`;
}

/** JSON that can stand in a script element. */
function embedded(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
