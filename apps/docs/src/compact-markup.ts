import { Html } from "./html.ts";

const beginsBlock = "<(?:details|div|dl|h[1-6]|ol|p|pre|section|table|ul)\\b";
const block = "(?:d[dlt]|details|div|h[1-6]|li|ol|p|pre|section|table|tbody|t[dhr]|thead|ul)\\b";
/** An end tag with what may follow it where it is left out; or the end of what holds the element. */
const optional = [
  ["p", beginsBlock],
  ["li", "<li\\b"],
  ["d[dt]", " ?<d[dt]\\b"],
  ["t[dh]", "<t[dh]\\b"],
  ["tr", "<tr\\b"],
  ["thead", "<tbody\\b"],
  ["tbody", "<\\/table>"],
].map(([tag, next]) => `<\\/${tag}>(?=${next}|<\\/)`);

const optionalEnds = new RegExp(optional.join("|"), "g");
const lineEnds = new RegExp(`\\n+(?=<\\/?${block})|(?<=<\\/?${block}[^<>]*>)\\n+`, "g");

/** What a text may hold as it is, outside of tags. */
const plain: Record<string, string> = { "&quot;": '"', "&gt;": ">", "&amp;": "&" };

/**
 * Markup of our templates, without what a browser puts there by itself: end tags that may be left out,
 * quotation marks around what needs none, escapes where nothing could be mistaken, line ends beside
 * blocks, and the kind of buttons that have no form. The content of `pre` stays, and scripts stay as they are.
 *
 * @see https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
 * @see https://html.spec.whatwg.org/multipage/syntax.html#syntax-ambiguous-ampersand
 *
 * @example
 * compactMarkup(html`<ul class="a"><li>b</li></ul>`).text // "<ul class=a><li>b</ul>"
 */
export function compactMarkup({ text }: Html): Html {
  const parts = text.split(/(<pre\b.*?<\/pre>|<script>.*?<\/script>)/s);
  const compact = parts.map((part) => {
    if (part.startsWith("<script>")) return part;
    if (part.startsWith("<pre")) return compactTags(part);
    // There is no form that a button could send.
    const shorter = part.replaceAll(lineEnds, "").replaceAll("\n", " ").replaceAll(' type="button"', "");
    return compactTags(shorter.replaceAll(optionalEnds, ""));
  });
  return new Html(compact.join(""));
}

// No text and no value holds a < or > of its own: each has been escaped.
const compactTags = (markup: string) =>
  markup
    .replaceAll(/<[a-z][^<>]*>/g, (tag) => tag.replaceAll(/="([^\s"'`=<>]+)"(?!\/)/g, "=$1"))
    .replaceAll(/>[^<]*/g, (text) =>
      text.replaceAll(/&(?:quot|gt|amp(?=;(?![\w#])));/g, (entity) => plain[entity] ?? entity),
    );
