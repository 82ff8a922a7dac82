import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { startMock } from "@case-comments/mock";
import { describe, expect, it } from "vitest";
import { found, requests, secrets, sendAll } from "./planted-secrets.ts";

describe("what was sent", () => {
  it.for(["json", "pretty"])("is in no %s log, no record without bodies, and no answer", async (format) => {
    const folder = await mkdtemp(join(tmpdir(), "case-comments-"));
    const record = join(folder, "requests.jsonl");
    const bin = fileURLToPath(new URL("../../packages/mock/bin/case-comments-mock.js", import.meta.url));
    const child = spawn(process.execPath, [bin, "--port", "0", "--log", format, "--record", record]);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    while (!output.includes("http://")) await once(child.stdout, "data");
    const url = /http:\/\/[\d.:]+/.exec(output)?.[0] ?? "";
    const answers = await sendAll(url);
    child.kill("SIGTERM");
    await once(child, "close");

    expect(found(output)).toEqual([]);
    const written = await readFile(record, "utf8");
    expect(found(written)).toEqual([]);
    expect(found(answers.join())).toEqual([]);
    // The sweep is worth something only if the lines are there.
    expect(output.match(/invalidAction/g)).toHaveLength(1);
    expect(output.match(/brokenHttp/g)?.length).toBeGreaterThanOrEqual(2);
    expect(written.trimEnd().split("\n").length).toBeGreaterThanOrEqual(requests.length - 1);
    expect((await stat(record)).mode & 0o777).toBe(0o600);
    await rm(folder, { recursive: true });
  });

  it("is not printed with the mock that keeps it", async () => {
    const mock = await startMock();
    await sendAll(mock.url);
    const kept = await mock.requests();
    expect(kept.length).toBeGreaterThanOrEqual(requests.length - 1);
    expect(found(inspect(mock, { depth: 10, showHidden: true }))).toEqual([]);
    expect(found(inspect(kept, { depth: 10 }))).not.toEqual([]);
    expect(inspect(kept, { depth: 10 })).not.toContain(secrets.key);
    await mock.close();
  });
});
