import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** What the page runs, by where it stands there. */
export interface Scripts {
  firstScript: string;
  script: string;
  editor: string;
}

/** The scripts of the page. To make them small takes as long as the rest of it, so that has a thread of its own. */
export async function bundleScripts(): Promise<Scripts> {
  const [scripts] = await once(new Worker(new URL("./bundle-thread.ts", import.meta.url)), "message");
  return scripts;
}
