import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { found, requests, secrets, sendAll } from "../hostile/planted-secrets.ts";
import { callOwn } from "./calls.ts";
import { startSandboxProcess } from "./sandbox-process.ts";

// As long as those that they take the place of, so that the requests stay what they are.
const key = "test_k9-planted";
const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";

function adapted(bytes: Buffer): Buffer {
  const text = bytes.toString("latin1").replaceAll(secrets.key, key).replaceAll(secrets.caseId, aCase);
  return Buffer.from(text, "latin1");
}

it("what was sent to a sandbox is in no log and no answer, and the key is not on the disk either", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-log-sweep-"));
  try {
    const sandbox = await startSandboxProcess(["--data", folder, "--test-keys"]);
    const answers = await sendAll(sandbox.url, requests.map(adapted));
    for (const path of [
      `/cases/${aCase}/comments?after=${secrets.query}`,
      `/comments/${aCase}/attachments/0`,
    ])
      answers.push(JSON.stringify(await callOwn(sandbox.url, key, "GET", path)));
    expect(await sandbox.end()).toBe(0);
    const told = sandbox.output() + sandbox.errors();
    expect([...found(told), ...found(answers.join())]).toEqual([]);
    for (const secret of [key, aCase]) expect(told + answers.join()).not.toContain(secret);
    // The sweep is worth something only if the lines are there.
    for (const name of ["commentCreated", "invalidAction", "brokenHttp", "attachmentNotFound"])
      expect(told).toContain(`"response":"${name}"`);
    for (const name of await readdir(folder))
      expect(await readFile(join(folder, name), "latin1")).not.toContain(key);
  } finally {
    await rm(folder, { recursive: true });
  }
});
