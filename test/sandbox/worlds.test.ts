import { startSandbox } from "@case-comments/sandbox";
import { expect, it } from "vitest";
import { post, readAll, readFile } from "./calls.ts";

it("a thousand worlds on one sandbox never see each other", async () => {
  const sandbox = await startSandbox();
  try {
    async function live(world: number): Promise<void> {
      const key = `test_world-${world}`;
      const content = Buffer.from(`file of ${world}`);
      const posted = [
        await post(sandbox.url, key, `${world} first`, { files: [{ fileName: "a", content }] }),
        await post(sandbox.url, key, `${world} second`),
      ];
      const read = await readAll(sandbox.url, key);
      expect(read.map(({ commentId }) => commentId).toSorted()).toEqual(posted.toSorted());
      expect(new Set(read.map(({ communication }) => communication.text))).toEqual(
        new Set([`${world} first`, `${world} second`]),
      );
      const href = read.flatMap(({ communication }) => communication.attachments)[0]?.href ?? "";
      expect(await readFile(sandbox.url, key, href)).toEqual(content);
      // A neighbour that knows the address sees nothing all the same.
      expect(String(await readFile(sandbox.url, `test_world-${world + 1}`, href))).toMatch(
        /No attachment found/,
      );
      if (world % 3 !== 0) return;
      await fetch(`${sandbox.url}/sandbox/v1/reset`, { method: "POST", headers: { "cv-api-key": key } });
      expect(await readAll(sandbox.url, key)).toEqual([]);
    }
    const worlds = Array.from({ length: 1_000 }, (_, world) => world);
    const atOnce = 50;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let world = worlds.pop(); world !== undefined; world = worlds.pop()) await live(world);
      }),
    );
  } finally {
    await sandbox.close();
  }
});
