import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { prismBundle } from "./prism-bundle.ts";

const prism = fileURLToPath(
  new URL("../../node_modules/@stoplight/prism-cli/dist/index.js", import.meta.url),
);

/**
 * Starts the stock Prism as a validating proxy: it refuses with an error of its own whatever
 * request or response it holds to be against the contract.
 *
 * @param document the contract, if it isn't ours
 */
export async function startPrismProxy(target: string, document?: object) {
  const bundle = await prismBundle(document);
  const process_ = spawn(process.execPath, [prism, "proxy", bundle.file, target, "--errors", "-p", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(process_.stdout)) {
    const url = /listening on (http\S+)/.exec(line)?.[1];
    if (!url) continue;
    process_.stdout.resume();
    return {
      url,
      async close(): Promise<void> {
        process_.kill();
        if (process_.exitCode === null && process_.signalCode === null) await once(process_, "exit");
        await bundle.remove();
      },
    };
  }
  throw new Error("Prism ended before it listened");
}
