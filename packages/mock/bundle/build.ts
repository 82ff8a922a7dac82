import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { contract } from "@case-comments/contract";
import openapi from "@case-comments/openapi/openapi.json" with { type: "json" };
import { type BuildOptions, build } from "esbuild";
import { leanPrism } from "./lean-prism.ts";
import { prismOperations } from "./operations.ts";
import { responseNamesModule } from "./response-names.ts";
import { writeThirdPartyNotices } from "./third-party-notices.ts";

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
await writeFile(new URL("../src/response-names.gen.ts", import.meta.url), responseNamesModule(contract));
const mock = await build({
  ...shared,
  entryPoints: ["src/index.ts", "src/cli.ts"],
  splitting: true,
  chunkNames: "mock",
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
  new URL("../dist/THIRD-PARTY-NOTICES.txt", import.meta.url),
  root,
  [mock, dynamicEngine].map(({ metafile }) => metafile),
);
