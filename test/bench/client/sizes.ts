import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { table } from "../statistics.ts";

const ours = "@case-comments/client, all that addComment needs";

/** What ours may weigh, minified and compressed, in bytes. Lower it when it gets lighter. */
const mostBytes = 6_200;

const entries: Record<string, string> = {
  [ours]: 'export { createClient } from "@case-comments/client"',
  "with fromBytes": 'export { createClient, fromBytes } from "@case-comments/client"',
  "openapi-fetch": 'export { default } from "openapi-fetch"',
  "hey-api": "",
  ky: 'export { default } from "ky"',
  axios: 'export { default } from "axios"',
};

/**
 * What a bundler makes of each client.
 *
 * @throws {Error} if ours has become heavier than it may be
 */
export async function sizes(generated: string): Promise<string> {
  const rows = await Promise.all(
    Object.entries(entries).map(async ([name, contents]) => {
      const { outputFiles } = await build({
        stdin: {
          contents: contents || `export { addCaseComment } from ${JSON.stringify(generated)}`,
          resolveDir: import.meta.dirname,
        },
        bundle: true,
        minify: true,
        format: "esm",
        target: "es2022",
        platform: "browser",
        write: false,
      });
      const code = outputFiles[0]?.contents ?? new Uint8Array();
      const { length } = gzipSync(code, { level: 9 });
      if (name === ours && length > mostBytes) {
        throw new Error(`${ours}, weighs ${length} bytes, and may weigh ${mostBytes}`);
      }
      return [name, (code.length / 1000).toFixed(1), (length / 1000).toFixed(2)];
    }),
  );
  return table(["bundle", "minified, kB", "gzip, kB"], rows);
}
