/** The files that the page offers to download, by name. */
export type Downloads = Readonly<Record<string, string>>;

const inert = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

/**
 * Finishes what `redocly build-docs` made, so that the page needs nothing but itself: it asks no
 * other machine for a logo, its links work from a file and in a new tab, and it carries what it
 * offers to download.
 *
 * @throws {Error} if the page is not made as expected, which a new version of Redoc may cause
 */
export function offlinePage(html: string, downloads: Downloads): string {
  const [prerendered, ...scripts] = html.split('<script type="module">');
  if (prerendered === undefined || scripts.length === 0) throw new Error("the page has no script");
  const withoutLogo = replaced(
    scripts.join('<script type="module">'),
    /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g,
    inert,
  );
  // In the browser Redoc puts every address behind a #, but not in what it renders beforehand.
  const withHashLinks = replaced(prerendered, / href="\//g, ' href="#/');
  const withDownloads = replaced(withHashLinks, /(?<=id="downloads">)\{\}/g, embedded(downloads));
  return `${withDownloads}<script type="module">${withoutLogo}`;
}

function replaced(text: string, pattern: RegExp, by: string): string {
  const result = text.replaceAll(pattern, () => by);
  if (result === text) throw new Error(`the page has nothing like ${pattern}`);
  return result;
}

/** JSON that can stand in a script element. */
function embedded(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
