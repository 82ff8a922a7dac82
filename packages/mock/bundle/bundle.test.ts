import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };

const dist = new URL("../dist/", import.meta.url);
const scripts = (await readdir(dist)).filter((name) => name.endsWith(".js"));
const text = (name: string) => readFile(new URL(name, dist), "utf8");

describe("the bundle", () => {
  it("needs nothing but Node and itself", async () => {
    const { metafile } = await build({
      entryPoints: scripts.map((name) => fileURLToPath(new URL(name, dist))),
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      outdir: "unwritten",
      write: false,
      metafile: true,
    });
    const imported = Object.values(metafile.inputs).flatMap((input) => input.imports);
    const foreign = imported.filter(({ external, path }) => external && !isBuiltin(path));
    expect(foreign).toEqual([]);
    expect(imported.length).toBeGreaterThan(5);
  });

  it("comes with every file that its types speak of", async () => {
    const { files } = manifest;
    const types = files.filter((name) => name.endsWith(".d.ts"));
    for (const name of types) {
      const source = await readFile(new URL(`../${name}`, dist), "utf8");
      for (const [, from = ""] of source.matchAll(/from "(.+)\.[jt]s"/g))
        expect(files).toContain(`${new URL(from, new URL(`file:///${name}`)).pathname.slice(1)}.d.ts`);
    }
    expect(types.length).toBeGreaterThan(3);
  });

  it("names the packages inside it, with their licences", async () => {
    const notices = await text("THIRD-PARTY-NOTICES.txt");
    for (const name of ["@stoplight/prism-http 5.16.0, Apache-2.0", "lodash ", "fp-ts ", "@faker-js/faker "])
      expect(notices).toContain(`\n${name}`);
    // Prism's packages depend on this one, which sends home who installs them.
    expect(notices).not.toMatch(/^@scarf/m);
  });

  it("loads what invents bodies only when it is asked to invent", async () => {
    const program = (prefer: string) => `
      import { startMock } from ${JSON.stringify(new URL("index.js", dist).href)};
      const mock = await startMock();
      const path = "/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
      await (await fetch(mock.url + path, { method: "POST", headers: { prefer: "${prefer}" } })).text();
      await mock.close();
      const { registerHooks } = await import("node:module");
      let loaded = true;
      registerHooks({ load(url, context, next) { loaded = false; return next(url, context); } });
      await import(${JSON.stringify(new URL("dynamic-engine.js", dist).href)});
      console.log(loaded);`;
    const loadedBy = async (prefer: string) => {
      const args = ["--input-type=module", "-e", program(prefer)];
      return (await promisify(execFile)(process.execPath, args)).stdout.trim();
    };
    expect(await loadedBy("code=404")).toBe("false");
    expect(await loadedBy("code=404, dynamic=true")).toBe("true");
  });
});
