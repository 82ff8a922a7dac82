import type { Reporter, TestModule } from "vitest/node";
import { leftOut } from "./required-tools.ts";

/**
 * Ends a run with one plain line that any CI can read: `N passed, N failed, N skipped`. What a machine
 * lacks is told before it; a CI must lack nothing.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) count[test.result().state] += 1;
      // A module that broke before it could register a test must not look like success.
      if (module.state() === "failed" && !tests.some((test) => test.result().state === "failed"))
        count.failed += 1;
    }
    const missing = leftOut();
    process.stdout.write(missing.map((sentence) => `\n${sentence}`).join(""));
    if (process.env.CI && missing.length > 0) {
      count.failed += missing.length;
      process.exitCode = 1;
    }
    process.stdout.write(
      `\n${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped\n`,
    );
  }
}
