import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { aCase } from "../contract/request-cases.ts";
import { peakMemory } from "../peak-memory.ts";
import { post, readAll, readFile } from "./calls.ts";
import { startSandboxProcess } from "./sandbox-process.ts";

const key = "test_of-unread-answers";
const isLong = process.env.CASE_COMMENTS_LONG === "1";
const megabyte = 1_000_000;

it.runIf(process.platform === "linux")(
  "files and pages that nobody reads are not all in memory, and let others through",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-unread-"));
    const sandbox = await startSandboxProcess(["--data", folder, "--test-keys"]);
    const { url, port, pid } = sandbox;
    const sockets: ReturnType<typeof connect>[] = [];
    try {
      const content = randomBytes(20 * megabyte);
      await post(url, key, "with a file", { files: [{ fileName: "scan.bin", content }] });
      await post(url, key, "x".repeat(20 * megabyte));
      const [comment] = await readAll(url, key);
      const href = comment?.communication.attachments[0]?.href ?? "";
      const thread = `/sandbox/v1/cases/${aCase}/comments`;
      // The highest is counted anew.
      writeFileSync(`/proc/${pid}/clear_refs`, "5");
      const before = await peakMemory(pid);
      for (const [path, most] of [
        [href, isLong ? 24 : 3],
        [thread, isLong ? 6 : 0],
      ] as const)
        for (let count = 0; count < most; count += 1) {
          const socket = connect({ host: "127.0.0.1", port });
          socket.on("error", () => {});
          socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\ncv-api-key: ${key}\r\n\r\n`);
          sockets.push(socket);
        }
      // Who reads gets its turn, and what is small needs none.
      const small = await fetch(`${url}${thread}?limit=1`, { headers: { "cv-api-key": key } });
      expect(small.status).toBe(200);
      expect(content.equals(await readFile(url, key, href))).toBe(true);
      expect(await readAll(url, key)).toHaveLength(2);
      // Without a limit it would be twice that.
      if (isLong) expect((await peakMemory(pid)) - before).toBeLessThan(400 * megabyte);
    } finally {
      for (const socket of sockets) socket.destroy();
      await sandbox.end();
      rmSync(folder, { recursive: true });
    }
  },
);
