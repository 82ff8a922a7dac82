import { fork } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient as generate } from "@hey-api/openapi-ts";
import { build } from "esbuild";
import { attachments } from "./attachments.ts";
import { sizes } from "./sizes.ts";
import { smallCalls } from "./small-calls.ts";

/** Measures the client; gives the part of the report that speaks of it. `folder` is for what is generated. */
export async function benchClient(folder: string): Promise<string> {
  const generated = await generateHeyApi(folder);
  const sink = fork(fileURLToPath(new URL("sink.ts", import.meta.url)));
  try {
    const [{ port }] = (await once(sink, "message")) as [AddressInfo];
    const baseUrl = `http://127.0.0.1:${port}`;
    return [
      "## The client",
      "### A small comment",
      await smallCalls(baseUrl, generated),
      "### One attachment, in a fresh process each time",
      await attachments(baseUrl),
      "### Size",
      await sizes(generated),
    ].join("\n\n");
  } finally {
    sink.disconnect();
  }
}

async function generateHeyApi(folder: string): Promise<string> {
  const output = join(folder, "hey-api");
  await generate({
    input: fileURLToPath(import.meta.resolve("@case-comments/openapi/openapi.json")),
    output,
    plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
    logs: { level: "silent" },
  });
  const outfile = join(folder, "hey-api.mjs");
  const contents = 'export { addCaseComment } from "./sdk.gen"; export { client } from "./client.gen"';
  await build({
    stdin: { contents, resolveDir: output },
    bundle: true,
    format: "esm",
    platform: "node",
    outfile,
  });
  return outfile;
}
