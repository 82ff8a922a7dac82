import { createHash, randomUUID } from "node:crypto";
import { openPostgresStore } from "../../../apps/sandbox/src/store/postgres/postgres-store.ts";

const atOnce = 16;

/**
 * Writes comments with the sandbox's own statements, without HTTP and without a check.
 *
 * @param key one that a sandbox on the same database has seen
 * @returns comments per second
 */
export async function storeAlone(
  url: string,
  key: string,
  caseId: string,
  comments: number,
): Promise<number> {
  const store = await openPostgresStore(url);
  const caller = { keyHash: createHash("sha256").update(key).digest("hex") };
  let left = comments;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (; left > 0; left -= 1) {
        const comment = {
          id: randomUUID(),
          createdAt: new Date().toISOString(),
          isRestricted: false,
          webhookNotify: true,
          communication: { text: "Please call back.", author: { email: "rosa@clinic.example" } },
          attachments: [],
        };
        const outcome = await store.run("addComment", { caller, caseId, comment });
        if (outcome !== "created") throw new Error(outcome);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await store.close();
  return comments / seconds;
}
