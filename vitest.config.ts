import { defineConfig } from "vitest/config";

const tests = "{openapi,packages,apps,test}/**/*.test.ts";
const rebuilds = "test/start/**";
const never = ["**/node_modules/**", "**/dist/**"];

// "long" is for what nobody should wait for after each change: the same checks, many more times.
export default defineConfig(({ mode }) => ({
  test: {
    env: mode === "long" ? { CASE_COMMENTS_LONG: "1" } : {},
    reporters: ["default", "./test/closing-line.ts"],
    projects: [
      {
        test: {
          name: "parts",
          globalSetup: "./test/global-setup.ts",
          include: [tests],
          exclude: [...never, rebuilds],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // It puts built files in place again, so nothing else may be reading them.
        test: {
          name: "start",
          include: [`${rebuilds}/*.test.ts`],
          exclude: never,
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
}));
