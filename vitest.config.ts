import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{openapi,packages,apps,test}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    reporters: ["default", "./test/closing-line.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
