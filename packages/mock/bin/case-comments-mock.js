#!/usr/bin/env node
import module from "node:module";

// Node 22 and newer keep the compiled code, and start the mock a tenth sooner from then on.
module.enableCompileCache?.();

const { main } = await import("../dist/cli.js");
// Output that nobody reads must not keep the process.
process.exit(await main(process.argv.slice(2)));
