import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nextCommand, nextEnv, startNext } from "../next/next-server.ts";
import { placePacked } from "../packed-package.ts";
import { runTool } from "../runtimes/tool.ts";
import { receiverEnv, receivers } from "./receiver-process.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const app = join(root, "next-app");
const next = nextCommand(root);

const layout = `
  import { createElement } from "react";
  export default ({ children }) => createElement("html", null, createElement("body", null, children));`;
// Modules are found in the folder above, where they are installed.
const config = `export default { outputFileTracingRoot: ${JSON.stringify(root)}, turbopack: { root: ${JSON.stringify(root)} } };`;

/** An app of Next.js that serves route handlers, each at a path of its own. */
export interface NextApp {
  urlOf(receiver: string): string;
  end(): Promise<void>;
}

const pathOf = (receiver: string) => basename(receiver, ".mjs");

/**
 * Builds an app of route handlers, and starts it on a free port.
 *
 * @param handlers their files, below `receivers`
 */
export async function startNextApp(handlers: readonly string[]): Promise<NextApp> {
  await placePacked("client", root);
  await rm(app, { recursive: true, force: true });
  await mkdir(join(app, "app"), { recursive: true });
  await writeFile(join(app, "next.config.mjs"), config);
  await writeFile(join(app, "app/layout.js"), layout);
  for (const handler of handlers) {
    const folder = join(app, "app", pathOf(handler));
    await mkdir(folder);
    await copyFile(join(receivers, handler), join(folder, "route.js"));
  }
  Object.assign(process.env, nextEnv, receiverEnv);
  await runTool(process.execPath, [next, "build"], app);
  const server = await startNext(next, app, ["start"], receiverEnv);
  return {
    urlOf: (receiver) => `${server.url}/${pathOf(receiver)}`,
    async end() {
      await server.end();
      await rm(app, { recursive: true, force: true });
    },
  };
}
