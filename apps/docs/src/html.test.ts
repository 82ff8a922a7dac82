import { expect, it } from "vitest";
import { html } from "./html.ts";

it("escapes texts, keeps markup, and makes nothing of what is absent", () => {
  const items = ["<b>", html`<i>2</i>`].map((item) => html`<li>${item}`);
  expect(html`<ul title="${'a "b"'}">${items}${undefined}${false}${0}</ul>`.text).toBe(
    '<ul title="a &quot;b&quot;"><li>&lt;b&gt;<li><i>2</i>0</ul>',
  );
});
