import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type SandboxOptions, startSandbox } from "@case-comments/sandbox";
import { describe, expect, it } from "vitest";
import { mostLevels } from "../../apps/sandbox/src/operations/add-comment.ts";
import { aCase } from "../contract/request-cases.ts";
import { post, readAll } from "./calls.ts";
import { PostgresServer, postgresPrograms } from "./postgres-server.ts";

const programs = postgresPrograms();

/** A comment whose text is there, and whose unknown field makes it so deep: the comment itself is a level. */
const nested = (levels: number, place: (json: string) => string) =>
  `{ "action": "ADD_COMMUNICATION", "communication": { "text": "deep", "isRestricted": false,
     "author": { "email": "rosa.delgado@clinic.example" },
     ${place(`${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}`)} } }`;
const inComment = (json: string) => `"x": ${json}`;
const inFile = (json: string) =>
  `"attachments": [{ "fileName": "a.txt", "content": "QQ==", "isPHI": true, "isRestricted": false, "x": ${json} }]`;

async function nestsAsDeepAsCanBeReadBack(store: NonNullable<SandboxOptions["store"]>): Promise<void> {
  const sandbox = await startSandbox({ store, testKeys: true });
  try {
    const key = "test_of-nesting";
    const send = async (body: string) => {
      const response = await fetch(`${sandbox.url}/api/v1/cases/${aCase}`, {
        method: "POST",
        headers: { "cv-api-key": key, "content-type": "application/json" },
        body,
      });
      return response.status;
    };
    const beside = Array.from({ length: 8 }, (_, index) => post(sandbox.url, key, `beside ${index}`));
    expect(await send(nested(mostLevels, inComment))).toBe(200);
    // Two more levels lead to a field of a file.
    expect(await send(nested(mostLevels - 2, inFile))).toBe(200);
    expect(await send(nested(mostLevels + 1, inComment))).toBe(413);
    expect(await send(nested(mostLevels - 1, inFile))).toBe(413);
    for (const levels of [3_000, 4_390, 10_000, 1_000_000]) {
      expect(await send(nested(levels, inComment))).toBe(413);
      expect(await send(nested(levels, inFile))).toBe(413);
    }
    for (const id of await Promise.all(beside)) expect(id).toMatch(/-/);
    expect(await readAll(sandbox.url, key)).toHaveLength(8 + 2);
  } finally {
    await sandbox.close();
  }
}

describe("a comment that is nested deeply is kept as long as it can be read back, and takes nobody with it", () => {
  it("in SQLite", () => nestsAsDeepAsCanBeReadBack("memory"));

  it.runIf(programs)("in PostgreSQL", async () => {
    const database = new PostgresServer(programs ?? "");
    try {
      await database.start();
      await nestsAsDeepAsCanBeReadBack({ databaseUrl: database.url });
    } finally {
      await database.remove();
    }
  });
});

it("in a process whose stack is small, a comment that can't be read back hangs neither the reader nor the end", async () => {
  const program = `
    import { startSandbox } from "@case-comments/sandbox";
    const sandbox = await startSandbox();
    const url = sandbox.url + "/api/v1/cases/${aCase}";
    const headers = { "cv-api-key": "test_of-stacks", "content-type": "application/json" };
    const nested = (levels) => '{"a":'.repeat(levels - 2) + "{}" + "}".repeat(levels - 2);
    for (let levels = ${mostLevels}; levels > ${mostLevels} / 2; levels -= 25) {
      const communication = { text: "deep", isRestricted: false, author: { email: "rosa.delgado@clinic.example" } };
      const body = JSON.stringify({ action: "ADD_COMMUNICATION", communication });
      await fetch(url, { method: "POST", headers, body: body.slice(0, -2) + ',"x":' + nested(levels) + "}}" });
      await fetch(url.replace("/api/", "/sandbox/") + "/comments", { headers });
    }
    await sandbox.close();
    console.log("closed");`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--stack-size=500",
    "--input-type=module",
    "--eval",
    program,
  ]);
  expect(stdout).toBe("closed\n");
});
