/** A heading of the contents, and the pages below it. */
export interface Group {
  name: string;
  /** Guides by the name of their file, the contract's tags by theirs, and `try`, the request to edit. */
  pages: readonly string[];
}

/**
 * The contents, from top to bottom: what a reader with a task needs first. Every guide and every tag
 * of the contract has its place here.
 */
export const navigation: readonly Group[] = [
  { name: "Begin", pages: ["getting-started", "try"] },
  { name: "Reference", pages: ["Case comments", "failures", "Webhooks"] },
  {
    name: "Guides",
    pages: [
      "errors-and-delivery",
      "internal-notes",
      "tagging-assignees",
      "attachments",
      "receiving-webhooks",
      "mock",
      "sandbox",
      "other-tools",
    ],
  },
  { name: "What is known", pages: ["how-facts-are-marked", "not-documented"] },
];

/**
 * Holds the contents to what there is.
 *
 * @throws {Error} if a page has no place in them, or a place no page
 */
export function checkNavigation(groups: readonly Group[], pages: Iterable<string>): void {
  const there = [...pages];
  const placed = groups.flatMap(({ pages }) => pages);
  for (const page of placed)
    if (!there.includes(page)) throw new Error(`navigation: there is no page ${page}`);
  for (const page of there) if (!placed.includes(page)) throw new Error(`navigation: ${page} has no place`);
}
