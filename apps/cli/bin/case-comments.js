#!/usr/bin/env node
// Whatever ends this process before it knows better, the comment may exist.
process.exitCode = 76;
import("../dist/main.js").then(
  ({ main }) => main(process.argv.slice(2)),
  () => {
    // Another time it could be loaded no better, so a loop must not try again.
    process.exitCode = 2;
    const message = "case-comments can't be loaded";
    if (process.argv.includes("--json")) {
      const error = { kind: "usage", delivery: "not-sent", message };
      process.stdout.write(`${JSON.stringify({ ok: false, error })}\n`, () => {});
    } else process.stderr.write(`${message}\nNothing was sent.\n`, () => {});
  },
);
