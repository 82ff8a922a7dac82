import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const besideSource = "{packages,apps}/**/*.test.ts";
const tests = "{openapi,test}/**/*.test.ts";
const rebuilds = "test/start/**";
const never = ["**/node_modules/**", "**/dist/**"];
// Only against hanging for ever. A machine may be busy, and no test may fail because of it.
const patience = 240_000;

/** What the tests have in common that may run at the same time. */
const atOnce = {
  testTimeout: patience,
  hookTimeout: patience,
  expect: { poll: { timeout: patience / 2 } },
  sequence: { groupOrder: 0 },
};

// "long" is for what nobody should wait for after each change: the same checks, many more times.
export default defineConfig(({ mode }) => ({
  test: {
    // Much of a test's time is spent waiting for a browser, a server or a compiler, so even two cores have four.
    maxWorkers: Math.max(4, availableParallelism()),
    env: mode === "long" ? { CASE_COMMENTS_LONG: "1" } : {},
    reporters: ["default", "./test/closing-line.ts"],
    projects: [
      {
        // They leave nothing behind in a process, so they share it: one for each, with all its modules, costs
        // more than most of them.
        test: { name: "units", include: [besideSource], exclude: never, isolate: false, ...atOnce },
      },
      {
        test: {
          name: "parts",
          globalSetup: "./test/global-setup.ts",
          include: [tests],
          exclude: [...never, rebuilds],
          ...atOnce,
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
