import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import Negotiator from "negotiator";

/** What one path of the site answers with. */
export interface Page {
  type: string;
  content: Buffer;
  /** Where the same is said in Markdown, for those who ask for that. */
  markdown?: Page;
  /** The name under which a browser saves it, when it is a download. */
  download?: string;
}

// Everything the pages need is in them, so nothing else may be loaded.
const policy =
  "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:; connect-src 'self'";

/** A page that is sent again and again is packed and named once. */
const packed = new WeakMap<Page, { gzip: Buffer; etag: string }>();

function pack(page: Page): { gzip: Buffer; etag: string } {
  const known = packed.get(page);
  if (known) return known;
  const etag = `"${createHash("sha256").update(page.content).digest("base64url")}"`;
  const made = { gzip: gzipSync(page.content), etag };
  packed.set(page, made);
  return made;
}

/**
 * Sends a page: in Markdown to those who would rather have that, compressed to those who can take it,
 * and not at all to those who have it already.
 */
export function sendPage(asked: Page, request: IncomingMessage, response: ServerResponse): void {
  const negotiator = new Negotiator(request);
  const wantsMarkdown = negotiator.mediaType(["text/html", "text/markdown"]) === "text/markdown";
  const page = (wantsMarkdown && asked.markdown) || asked;
  const { gzip, etag } = pack(page);
  const isCompressed = negotiator.encoding(["gzip", "identity"]) === "gzip";
  const content = isCompressed ? gzip : page.content;
  response.setHeaders(
    new Map([
      ["content-security-policy", policy],
      ["x-content-type-options", "nosniff"],
      ["cache-control", "no-cache"],
      ["vary", "accept, accept-encoding"],
      ["etag", etag],
    ]),
  );
  if (request.headers["if-none-match"]?.split(/,\s*/).includes(etag)) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, {
    "content-type": page.type,
    "content-length": content.length,
    ...(isCompressed ? { "content-encoding": "gzip" } : {}),
    ...(page.download ? { "content-disposition": `attachment; filename="${page.download}"` } : {}),
  });
  // Node leaves the content out of an answer to HEAD.
  response.end(content);
}
