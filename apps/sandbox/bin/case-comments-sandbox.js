#!/usr/bin/env node
// Plain JavaScript, so that a Node that is too old gets as far as saying so.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`case-comments-sandbox needs Node 22.13 or newer, and this is ${process.version}.\n`);
  process.exit(1);
}
const { main } = await import("../dist/main.js");
// Output that nobody reads must not keep the process.
process.exit(await main(process.argv.slice(2)));
