import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { writeThirdPartyNotices } from "@case-comments/contract-server/third-party-notices";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

await rm(new URL("../dist", import.meta.url), { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["src/main.ts"],
  // The client is in no registry: whoever took its name there would be given the key and the comments.
  bundle: true,
  minifySyntax: true,
  platform: "node",
  format: "esm",
  target: "node20",
  outdir: "dist",
  metafile: true,
});
await writeThirdPartyNotices(new URL("../dist/THIRD-PARTY-NOTICES.txt", import.meta.url), root, [metafile]);
