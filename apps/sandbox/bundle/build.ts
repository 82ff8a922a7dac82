import { glob, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { writeThirdPartyNotices } from "@case-comments/contract-server/third-party-notices";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = new URL("../dist/", import.meta.url);

// The names of chunks change with what is in them, and what is packed is whatever lies there.
for await (const name of glob("*.js", { cwd: fileURLToPath(dist) })) await rm(new URL(name, dist));

const { metafile } = await build({
  absWorkingDir: root,
  // The thread of SQLite is loaded by its address.
  entryPoints: ["src/index.ts", "src/main.ts", "src/store/sqlite/worker.ts"],
  entryNames: "[name]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  platform: "node",
  format: "esm",
  target: "node22.13",
  // Other ways to PostgreSQL, which its driver would take if they were there.
  external: ["pg-native", "pg-cloudflare"],
  outdir: "dist",
  metafile: true,
  // The driver is CommonJS and asks for Node's own modules.
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
});
await writeThirdPartyNotices(new URL("THIRD-PARTY-NOTICES.txt", dist), root, [metafile]);
