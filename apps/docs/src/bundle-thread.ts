import { parentPort } from "node:worker_threads";
import { bundleScript } from "./bundle-script.ts";
import type { Scripts } from "./bundle-scripts.ts";

const scripts: Scripts = {
  firstScript: await bundleScript("browser/first.ts"),
  script: await bundleScript("browser/main.ts"),
  editor: await bundleScript("editor/main.ts"),
};
parentPort?.postMessage(scripts);
