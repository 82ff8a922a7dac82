import { expect, it } from "vitest";
import { compactMarkup } from "./compact-markup.ts";
import { Html } from "./html.ts";

it.for([
  ["<p>a</p>\n<p>b</p>", "<p>a<p>b</p>"],
  ["<div><p>a</p>\n</div>", "<div><p>a</div>"],
  ['<p>a</p><button type="button">b</button>', "<p>a</p><button>b</button>"],
  ['<ul class="a">\n<li>b</li>\n<li>c d</li>\n</ul>', "<ul class=a><li>b<li>c d</ul>"],
  ["<dl><div><dt>a</dt> <dd>b</dd></div></dl>", "<dl><div><dt>a <dd>b</div></dl>"],
  ["<p><code>a</code>\n<code>b</code></p><hr>", "<p><code>a</code> <code>b</code></p><hr>"],
  [
    "<pre><code>a\n\n<i>b</i>\n</code></pre>\n<h2>c</h2>",
    "<pre><code>a\n\n<i>b</i>\n</code></pre><h2>c</h2>",
  ],
  ['<p>a</p><script>if (a>b) c="&gt;"</script>\n<p>', '<p>a</p><script>if (a>b) c="&gt;"</script><p>'],
  ['<b id="a b" class="" data-x="&quot;=">c</b>', '<b id="a b" class="" data-x="&quot;=">c</b>'],
  ["<p>&quot;a&quot; =&gt; b &amp;&amp; c", '<p>"a" => b && c'],
  ["<p>&amp;lt; &amp;#60; &lt;b&gt;", "<p>&amp;lt; &amp;#60; &lt;b>"],
  ['<p title="&quot;a &gt; b&quot;">c', '<p title="&quot;a &gt; b&quot;">c'],
  ['<a href="b/">c="d"</a><circle r="5"/>', '<a href=b/>c="d"</a><circle r="5"/>'],
])("%s becomes %s", ([markup, compact]) => {
  expect(compactMarkup(new Html(markup ?? "")).text).toBe(compact);
});
