import type { Guide } from "./guide.ts";
import type { Group } from "./navigation.ts";
import { type Described, markProvenance, withReason } from "./provenance.ts";

interface Tag {
  name: string;
  description?: string;
  "x-displayName"?: string;
  "x-traitTag"?: boolean;
}

/** The part of the bundle that becomes the page's outline. */
export interface Bundle {
  info: Described;
  servers: Described[];
  tags: Tag[];
}

/**
 * The contract as Redoc shall show it: with the guides as tags, all of them in the side bar's
 * order, and every inferred or assumed fact marked.
 *
 * @throws {Error} if the side bar and the guides and tags that exist are not the same
 */
export function docsDocument(bundle: Bundle, guides: readonly Guide[], navigation: readonly Group[]): Bundle {
  const pages = new Map<string, Tag>();
  for (const tag of bundle.tags) pages.set(tag.name, tag);
  for (const { slug, title, text } of guides) {
    pages.set(slug, { name: slug, "x-displayName": title, "x-traitTag": true, description: text });
  }
  const groups = navigation.map(({ name, guides, tags = [] }) => ({ name, tags: [...guides, ...tags] }));
  const shown = groups.flatMap(({ tags }) => tags);
  for (const name of shown) if (!pages.has(name)) throw new Error(`navigation: there is no page ${name}`);
  for (const name of pages.keys())
    if (!shown.includes(name)) throw new Error(`navigation: ${name} has no place`);
  const document = {
    ...bundle,
    tags: shown.flatMap((name) => pages.get(name) ?? []),
    "x-tagGroups": groups,
    // Redoc shows these as plain text.
    servers: bundle.servers.map(({ "x-provenance": provenance, ...server }) => ({
      ...server,
      description: withReason({ ...server, "x-provenance": provenance })
        .replaceAll("*", "")
        .replace("\n\n", ". "),
    })),
  };
  return withDescriptions(document, (node) => markProvenance(linkGuides(withReason(node), guides)));
}

/** Makes the title of a guide, where the contract names it, a link. */
function linkGuides(text: string, guides: readonly Guide[]): string {
  return guides.reduce(
    (linked, { slug, title }) => linked.replaceAll(`*${title}*`, `[${title}](#/${slug})`),
    text,
  );
}

function withDescriptions<T>(node: T, describe: (node: Described) => string): T {
  if (Array.isArray(node)) return node.map((item) => withDescriptions(item, describe)) as T;
  if (typeof node !== "object" || node === null) return node;
  const children = Object.entries(node).map(([key, value]) => [key, withDescriptions(value, describe)]);
  const isDescribed = "description" in node && typeof node.description === "string";
  return {
    ...Object.fromEntries(children),
    ...(isDescribed ? { description: describe(node as Described) } : {}),
  } as T;
}
