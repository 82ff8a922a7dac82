import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import manifest from "../../packages/client/package.json" with { type: "json" };

const require = createRequire(import.meta.url);
const folder = new URL("../../packages/client/", import.meta.url);
const entries = Object.entries(manifest.exports).map(([path, targets]) => ({
  path,
  name: path.replace(".", manifest.name),
  targets,
}));

describe.for(entries)("$name", ({ path, name, targets }) => {
  it("exports the same to require and to import", async () => {
    const required: Record<string, unknown> = require(name);
    const imported: Record<string, unknown> = await import(name);
    expect(require.resolve(name)).toContain("/cjs/");
    expect(Object.keys(required).sort()).toEqual(Object.keys(imported).sort());
    for (const [key, value] of Object.entries(required)) expect(typeof value).toBe(typeof imported[key]);
  });

  it("has its types where every resolution looks for them", () => {
    expect(existsSync(new URL(targets.types, folder))).toBe(true);
    expect(existsSync(new URL(targets.require.types, folder))).toBe(true);
    const ofOldResolvers: Record<string, string[]> = manifest.typesVersions["*"];
    const old = path === "." ? [manifest.types] : ofOldResolvers[path.slice(2)];
    expect(old).toEqual([targets.require.types]);
  });
});

it("an old resolver finds the code", () => {
  const [main] = entries;
  expect(manifest.main).toBe(main?.targets.require.default);
});

// Jest requires, while what it tests may import.
it("what is required works together, and with what is imported", async () => {
  const { createClient, CaseCommentsError } = require("@case-comments/client");
  const { createRawClient } = require("@case-comments/client/raw");
  const { fromFile } = require("@case-comments/client/node");
  const options = { apiKey: "a-key", baseUrl: "http://127.0.0.1:5", retries: 0 };
  const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
  const imported = await import("@case-comments/client");
  const attachments = [
    imported.fromBytes(new Uint8Array(3), { fileName: "a.pdf", isPHI: false, isRestricted: false }),
    await fromFile(new URL(import.meta.url), { isPHI: false, isRestricted: false }),
  ];
  const comment = { text: "Hello", isRestricted: false, author: { email: "a@b.example" }, attachments };
  const { error } = await createClient(options).addComment(caseId, comment);
  expect(error).toMatchObject({ kind: "network", delivery: "not-sent" });
  expect(error).toBeInstanceOf(CaseCommentsError);
  expect(error).toBeInstanceOf(imported.CaseCommentsError);
  const call = createRawClient(options).POST("/api/v1/cases/{caseId}", {
    params: { path: { caseId } },
    body: {
      action: "ADD_COMMUNICATION",
      communication: { text: "", isRestricted: false, author: { email: "" } },
    },
  });
  await expect(call).rejects.toBeInstanceOf(CaseCommentsError);
});
