import { glob, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { writeThirdPartyNotices } from "@case-comments/contract-server/third-party-notices";
import openapi from "@case-comments/openapi/openapi.json" with { type: "json" };
import { type BuildOptions, build } from "esbuild";
import { leanPrism } from "./lean-prism.ts";
import { prismOperations } from "./operations.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const shared = {
  absWorkingDir: root,
  bundle: true,
  minifySyntax: true,
  minifyWhitespace: true,
  platform: "node",
  format: "esm",
  target: "node20",
  outdir: "dist",
  metafile: true,
  // Prism is CommonJS and asks for Node's own modules.
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
} satisfies BuildOptions;

await writeFile(
  new URL("../src/engine/operations.gen.json", import.meta.url),
  JSON.stringify(await prismOperations(openapi)),
);
const dist = new URL("../dist/", import.meta.url);
// Chunks of an earlier build have other names, and everything in the folder is packed.
for await (const name of glob("*.js", { cwd: fileURLToPath(dist) })) await rm(new URL(name, dist));
const mock = await build({
  ...shared,
  entryPoints: ["src/index.ts", "src/cli.ts"],
  splitting: true,
  chunkNames: "[name]-[hash]",
  plugins: [
    {
      name: "dynamic-engine-stays-apart",
      setup({ onResolve }) {
        onResolve({ filter: /\/dynamic-engine\.ts$/ }, () => ({
          path: "./dynamic-engine.js",
          external: true,
        }));
      },
    },
    leanPrism({ withInvention: false }),
  ],
});
const dynamicEngine = await build({
  ...shared,
  entryPoints: ["src/engine/dynamic-engine.ts"],
  plugins: [leanPrism({ withInvention: true })],
});
await writeThirdPartyNotices(
  new URL("THIRD-PARTY-NOTICES.txt", dist),
  root,
  [mock, dynamicEngine].map(({ metafile }) => metafile),
);
