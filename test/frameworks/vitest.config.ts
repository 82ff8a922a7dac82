import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const modules = fileURLToPath(new URL("node_modules", import.meta.url));
const { UNDICI = "undici8" } = process.env;

// Which version of undici the recipes import.
export default defineConfig({
  resolve: { alias: [{ find: /^undici$/, replacement: `${modules}/${UNDICI}/index.js` }] },
  test: { include: ["{jest,recipes,stubs}/*.spec.ts"], globals: true, testTimeout: 60_000 },
});
