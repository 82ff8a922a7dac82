#!/usr/bin/env node
import module from "node:module";

// Node 22 and newer then start the mock in half the time from the second run on.
module.enableCompileCache?.();

const { main } = await import("../dist/cli.js");
process.exitCode = await main(process.argv.slice(2));
