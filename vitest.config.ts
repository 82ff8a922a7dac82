import { defineConfig } from "vitest/config";

const tests = "{openapi,packages,apps,test}/**/*.test.ts";
const rebuilds = "test/start/**";
const never = ["**/node_modules/**", "**/dist/**"];
// Only against hanging for ever. A machine may be busy, and no test may fail because of it.
const patience = 240_000;

// "long" is for what nobody should wait for after each change: the same checks, many more times.
export default defineConfig(({ mode }) => ({
  test: {
    // Much of a test's time is spent waiting for a browser, a server or a compiler, so no core is kept free.
    maxWorkers: "100%",
    env: mode === "long" ? { CASE_COMMENTS_LONG: "1" } : {},
    reporters: ["default", "./test/closing-line.ts"],
    projects: [
      {
        test: {
          name: "parts",
          globalSetup: "./test/global-setup.ts",
          include: [tests],
          exclude: [...never, rebuilds],
          testTimeout: patience,
          hookTimeout: patience,
          expect: { poll: { timeout: patience / 2 } },
          sequence: { groupOrder: 0 },
        },
      },
      {
        // It puts built files in place again, so nothing else may be reading them.
        test: {
          name: "start",
          include: [`${rebuilds}/*.test.ts`],
          exclude: never,
          testTimeout: 2 * patience,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
}));
