import { describe, expect, it } from "vitest";
import { offlinePage } from "./offline-page.ts";

const page = `<script id="downloads">{}</script><a href="/mock">The mock</a>
<script type="module">const logo = "https://cdn.redoc.ly/redoc/logo-mini-full.svg", link = ' href="/';</script>`;

const files = { "a.yaml": "x: </script> $& <!--\n" };

describe("offlinePage", () => {
  it("keeps the reader on the page", () => {
    const html = offlinePage(page, files);
    expect(html).not.toContain("cdn.redoc.ly");
    expect(html).toContain('<a href="#/mock">');
    expect(html).toContain("link = ' href=\"/'");
  });

  it("carries the downloads, whatever they hold", () => {
    const [, json = ""] = /id="downloads">(.*?)<\/script>/s.exec(offlinePage(page, files)) ?? [];
    expect(JSON.parse(json)).toEqual(files);
    expect(json).not.toContain("<");
  });

  it("notices that Redoc makes another page than it did", () => {
    expect(() => offlinePage(page.replace("cdn.redoc.ly", "example.org"), files)).toThrow(
      "the page has nothing like",
    );
    expect(() => offlinePage(page.replace('href="/mock"', ""), files)).toThrow("the page has nothing like");
    expect(() => offlinePage(page.replace("module", "text"), files)).toThrow("the page has no script");
  });
});
