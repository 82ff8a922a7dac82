/** A heading of the side bar, and the pages below it. */
export interface Group {
  name: string;
  /** The guides, by the name of their file. */
  guides: readonly string[];
  /** The tags of the contract that follow them. */
  tags?: readonly string[];
}

/** The side bar, from top to bottom. Every guide and every tag of the contract has its place here. */
export const navigation: readonly Group[] = [
  { name: "Begin", guides: ["getting-started", "mock"] },
  {
    name: "Guides",
    guides: [
      "internal-notes",
      "tagging-assignees",
      "attachments",
      "errors-and-delivery",
      "receiving-webhooks",
      "other-tools",
    ],
  },
  { name: "Reference", guides: ["failures"], tags: ["Case comments", "Webhooks"] },
  { name: "What is known", guides: ["how-facts-are-marked", "not-documented"] },
];
