import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { post, readAll, readFile } from "./calls.ts";
import { startSandboxProcess } from "./sandbox-process.ts";

// A disk of one's own takes the rights of root.
const canMount = process.platform === "linux" && process.getuid?.() === 0;

describe.runIf(canMount)("a sandbox whose disk is full", () => {
  let disk: string;
  beforeAll(async () => {
    disk = await mkdtemp(join(tmpdir(), "sandbox-disk-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk]);
  });
  afterAll(async () => {
    execFileSync("umount", [disk]);
    await rm(disk, { recursive: true });
  });

  it("answers 503, has lost nothing, and goes on when there is room again", async () => {
    const ballast = join(disk, "ballast");
    execFileSync("dd", ["if=/dev/zero", `of=${ballast}`, "bs=1M", "count=1"], { stdio: "ignore" });
    const sandbox = await startSandboxProcess(["--data", join(disk, "data"), "--test-keys"]);
    const key = "test_of-the-disk";
    const content = randomBytes(100_000);
    try {
      const kept: string[] = [];
      for (;;) {
        const answer = await post(sandbox.url, key, "with a file", { files: [{ fileName: "a", content }] });
        if (answer === 503) break;
        kept.push(String(answer));
      }
      expect(kept.length).toBeGreaterThan(0);
      const expectKept = async (ids: string[]) => {
        const comments = await readAll(sandbox.url, key);
        expect(comments.map(({ commentId }) => commentId).toSorted()).toEqual(ids.toSorted());
        for (const { communication } of comments)
          for (const { href } of communication.attachments)
            expect((await readFile(sandbox.url, key, href)).equals(content)).toBe(true);
      };
      await expectKept(kept);
      await rm(ballast);
      const next = await post(sandbox.url, key, "with a file", { files: [{ fileName: "a", content }] });
      await expectKept([...kept, String(next)]);
      expect(await sandbox.end()).toBe(0);
    } finally {
      await sandbox.end("SIGKILL");
    }
  });
});
