import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));

/** What a route segment can say of every `fetch` below it, and by that have a POST cached. */
const settings = ["default-cache", "force-cache"] as const;

/** What a route does when it is asked for: it calls three times the same. */
const calls = {
  "a page that adds comments": {
    isOurs: true,
    source: `
      import { headers } from "next/headers";
      import { call } from "../../call.js";
      export default async function Page() {
        await headers();
        return \`made \${await call()}.\`;
      }`,
  },
  "a route handler that adds comments": {
    isOurs: true,
    source: `
      import { call } from "../../call.js";
      export async function GET(request) {
        request.headers.get("host");
        return new Response(\`made \${await call()}.\`);
      }`,
  },
  // What shows that the setting does what it is feared for.
  "a page that posts with fetch": {
    isOurs: false,
    source: `
      import { headers } from "next/headers";
      export default async function Page() {
        await headers();
        const response = await fetch(process.env.TARGET + "/plain", { method: "POST", body: "{}" });
        return \`made \${response.status === 200}.\`;
      }`,
  },
};

export interface Route {
  readonly name: string;
  readonly path: string;
  /** Whether it calls through the client, and every call must arrive. */
  readonly isOurs: boolean;
}

/** The routes of the app that `writeApp` writes. */
export const routes: readonly Route[] = settings.flatMap((setting) =>
  Object.entries(calls).map(([what, { isOurs }], index) => ({
    name: `${what}, ${setting}`,
    path: `/${setting}/r${index}`,
    isOurs,
  })),
);

const layout = `
  import { createElement } from "react";
  export default ({ children }) => createElement("html", null, createElement("body", null, children));`;

const call = `
  import { createClient } from "@case-comments/client";
  const cases = createClient({ apiKey: "a-key", baseUrl: process.env.TARGET });
  export async function call() {
    const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
    const comment = { text: "Hello", isRestricted: false, author: { email: "rosa@clinic.example" } };
    const { ok, error } = await cases.addComment(caseId, comment);
    return ok || error.kind;
  }`;

// Modules are found in the folder above, where they are installed.
const config = `export default { outputFileTracingRoot: ${JSON.stringify(root)}, turbopack: { root: ${JSON.stringify(root)} } };`;

/** Writes the app into the folder of a version. */
export async function writeApp(folder: string): Promise<void> {
  await removeApp(folder);
  const write = async (file: string, source: string) => {
    await mkdir(join(folder, file, ".."), { recursive: true });
    await writeFile(join(folder, file), source);
  };
  await write("next.config.mjs", config);
  await write("app/layout.js", layout);
  await write("app/call.js", call);
  for (const { path } of routes) {
    const source = Object.values(calls)[Number(path.at(-1))]?.source ?? "";
    const file = source.includes("function GET") ? "route.js" : "page.js";
    await write(`app${path}/${file}`, `export const fetchCache = "${path.split("/")[1]}";${source}`);
  }
}

/** Takes away what `writeApp` and Next.js wrote. */
export async function removeApp(folder: string): Promise<void> {
  for (const name of ["app", ".next", "next.config.mjs"])
    await rm(join(folder, name), { recursive: true, force: true });
}
