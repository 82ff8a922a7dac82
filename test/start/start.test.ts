import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("../../apps/front-page/start.js", import.meta.url));

function start(env: NodeJS.ProcessEnv) {
  // The build has already run, so that this one must come from the cache.
  const { TURBO_FORCE: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [script], {
    env: { ...inherited, PORT: "0", MOCK_PORT: "0", SANDBOX_PORT: "0", DESK_PORT: "0", ...env },
  });
  const errors: string[] = [];
  child.stderr.on("data", (chunk) => errors.push(String(chunk)));
  return { child, errors };
}

it("npm start shows a comment that was really posted, serves everything, and stops on Ctrl-C", async () => {
  const { child } = start({});
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (line === "ready") break;
  }
  try {
    const [, commentId = "no id"] = /Comment created\n +id +(\S{36})\n/.exec(lines.join("\n")) ?? [];
    const address = (name: string) =>
      lines
        .find((line) => line.startsWith(name))
        ?.split(/\s+/)
        .at(-1) ?? "";
    const frontPage = await (await fetch(address("front page"))).text();
    expect(frontPage).toContain(commentId);
    expect(frontPage).toContain(`&quot;commentId&quot;: &quot;${commentId}&quot;`);
    expect(frontPage).toMatch(/&quot;event&quot;: &quot;ADD_CASE_COMMENT&quot;/);
    expect(frontPage).toContain(`&quot;id&quot;: &quot;${commentId}&quot;`);
    for (const server of ["mock", "sandbox", "support desk"]) expect(frontPage).toContain(address(server));
    expect(await (await fetch(address("support desk"))).text()).toContain("<title>Support desk</title>");
    for (const [, link = ""] of frontPage.matchAll(/(?:href|src)="(\/[^"]*)"/g)) {
      expect((await fetch(new URL(link, address("front page")))).status, link).toBe(200);
    }
    const docs = address("docs");
    expect((await fetch(docs.slice(0, -1))).url).toBe(docs);
    const inMarkdown = await fetch(docs, { headers: { accept: "text/markdown" } });
    expect(inMarkdown.headers.get("content-type")).toMatch(/^text\/markdown/);
    expect(await inMarkdown.text()).toBe(await (await fetch(`${docs}index.md`)).text());
    const asABrowser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8", "accept-encoding": "gzip" };
    const page = await fetch(docs, { headers: asABrowser });
    expect(await page.text()).toMatch(/^<!doctype html>/i);
    expect(page.headers.get("content-encoding")).toBe("gzip");
    const etag = page.headers.get("etag") ?? "";
    expect((await fetch(docs, { headers: { ...asABrowser, "if-none-match": etag } })).status).toBe(304);
    for (const [, link = ""] of (await (await fetch(`${docs}llms.txt`)).text()).matchAll(/\]\(([^)]+)\)/g)) {
      expect((await fetch(new URL(link, docs))).status, link).toBe(200);
    }
    expect((await fetch(docs, { method: "POST" })).status).toBe(405);
    expect((await fetch(new URL("/../package.json", address("front page")))).status).toBe(404);
    expect(await (await fetch(address("contract"))).text()).toMatch(/^openapi: 3\.1/);
    expect((await fetch(`${address("mock")}/api/v1/cases/x`, { method: "POST" })).status).toBe(415);
  } finally {
    child.kill("SIGINT");
  }
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
});

it.for(["PORT", "MOCK_PORT", "SANDBOX_PORT", "DESK_PORT"])(
  "npm start says so when the %s is taken",
  async (variable) => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as AddressInfo;
    try {
      const { child, errors } = start({ [variable]: String(port) });
      child.stdout.resume();
      const [code] = await once(child, "exit");
      expect(code).toBe(1);
      expect(errors.join("")).toBe(
        `Port ${port} is taken. Choose another one: ${variable}=${port + 1} npm start\n`,
      );
    } finally {
      holder.close();
    }
  },
);
