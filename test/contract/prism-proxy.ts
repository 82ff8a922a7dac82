import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const prism = fileURLToPath(
  new URL("../../node_modules/@stoplight/prism-cli/dist/index.js", import.meta.url),
);
const bundle = fileURLToPath(import.meta.resolve("@case-comments/openapi/openapi.yaml"));

/**
 * Starts the stock Prism as a validating proxy: it refuses with an error of its own whatever
 * request or response it holds to be against the contract.
 *
 * @param description the file with the contract
 */
export async function startPrismProxy(target: string, description = bundle) {
  const process_ = spawn(process.execPath, [prism, "proxy", description, target, "--errors", "-p", "0"], {
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
      },
    };
  }
  throw new Error("Prism ended before it listened");
}
