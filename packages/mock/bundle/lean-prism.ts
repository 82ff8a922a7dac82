import { createRequire } from "node:module";
import type { Plugin } from "esbuild";

const require = createRequire(import.meta.url);

// Parts of Prism that a mock of one contract never comes to: it reads no OpenAPI at run time
// (bundle/operations.ts did), forwards nothing, calls nobody back and has a log of its own. To use
// one is an error.
const unusedPackages = /^(node-fetch|https?-proxy-agent|pino)$/;
const unusedFiles =
  /\/prism-http\/dist\/(utils\/operations|instanceWithSpec|mocker\/callback\/callbacks)\.js$/;
const unused = `
module.exports = new Proxy({}, {
  get: (_, name) => () => { throw new Error(String(name) + " is not part of this bundle"); },
});`;

// Parts that are set up when Prism is loaded, and then not used: the contract checks requests.
const validation = /^ajv(-formats)?(\/.*)?$/;
const invention = /^(@faker-js\/faker|json-schema-faker)$/;
const idle = `
const idle = new Proxy(function () {}, { get: () => idle, apply: () => idle, construct: () => idle });
module.exports = idle;`;

/**
 * Leaves out of a bundle what the mock doesn't use of Prism.
 *
 * @param withInvention whether the part that invents bodies stays in
 */
export function leanPrism({ withInvention }: { withInvention: boolean }): Plugin {
  return {
    name: "lean-prism",
    setup({ onResolve, onLoad }) {
      const to =
        (namespace: string) =>
        ({ path }: { path: string }) => ({ path, namespace });
      onResolve({ filter: unusedPackages }, to("unused"));
      onResolve({ filter: validation }, to("idle"));
      if (!withInvention) onResolve({ filter: invention }, to("idle"));
      // Prism invents in English only; the other languages are several megabytes.
      else onResolve({ filter: /^@faker-js\/faker$/ }, () => ({ path: english }));
      onLoad({ filter: unusedFiles }, () => ({ contents: unused }));
      onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: unused }));
      onLoad({ filter: /.*/, namespace: "idle" }, () => ({ contents: idle }));
    },
  };
}

const english = require.resolve("@faker-js/faker/locale/en");
