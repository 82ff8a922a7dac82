/**
 * Lets routes of Next.js that ask for every `fetch` to be cached add the same comment three times, and
 * counts what arrives, with each version, built and in development.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { placePacked } from "../packed-package.ts";
import { runTool } from "../runtimes/tool.ts";
import { removeApp, routes, writeApp } from "./app.ts";
import { nextCommand, nextEnv, startNext } from "./next-server.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const versions = ["next14", "next15", "next16"];
const modes = { built: ["start"], development: ["dev"] };
const created = JSON.stringify({
  status: 200,
  success: true,
  message: "Case comment created successfully",
  data: { commentId: "e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b", createdAt: "2024-09-04T12:00:00.000Z" },
});

let posts = 0;
const target = createServer((request, response) => {
  posts += 1;
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json" }).end(created);
  });
});
target.listen(0, "127.0.0.1");
await once(target, "listening");
const env = { TARGET: `http://127.0.0.1:${(target.address() as AddressInfo).port}` };

const results: { name: string; problem: string | undefined }[] = [];
const print = (text: string) => process.stdout.write(`${text}\n`);
await placePacked("client", root);
for (const version of versions) {
  const folder = join(root, version);
  await writeApp(folder);
  try {
    Object.assign(process.env, nextEnv, env);
    await runTool(process.execPath, [nextCommand(folder), "build"], folder);
    for (const [mode, args] of Object.entries(modes)) await tryRoutes(`${version}, ${mode}`, folder, args);
  } catch (error) {
    results.push({ name: version, problem: String(error) });
  } finally {
    await removeApp(folder);
  }
}
target.close();

for (const { name, problem } of results)
  print(`${problem ? "FAILED" : "ok"}  ${name}${problem ? `: ${problem}` : ""}`);
const failed = results.filter(({ problem }) => problem).length;
print(`\n${results.length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;

async function tryRoutes(name: string, folder: string, args: string[]): Promise<void> {
  const { url, end } = await startNext(nextCommand(folder), folder, args, env);
  try {
    for (const { name: route, path, isOurs } of routes) {
      const before = posts;
      const texts: string[] = [];
      for (let count = 0; count < 3; count++) texts.push(await (await fetch(url + path)).text());
      const successes = texts.filter((text) => text.includes("made true.")).length;
      const arrived = posts - before;
      const told = `${successes} successes, ${arrived} POSTs`;
      const isRight = successes === 3 && (isOurs ? arrived === 3 : arrived < 3);
      results.push({ name: `${name}: ${route} (${told})`, problem: isRight ? undefined : told });
    }
  } finally {
    await end();
  }
}
