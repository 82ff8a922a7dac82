/**
 * Adds comments to the sandbox's store, without HTTP and without a check. Prints comments per second.
 *
 * node store-alone.ts FOLDER|URL COMMENTS CALLERS
 */
import { testTenant } from "../../../apps/sandbox/src/access/test-keys.ts";
import { openStore } from "../../../apps/sandbox/src/store/open-store.ts";
import { aCaller, aCase, aKey, newComment } from "./a-comment.ts";

const [place = "", comments, callers] = process.argv.slice(2);
const store = await openStore(place.includes("://") ? { databaseUrl: place } : { folder: place });
const tenant = testTenant(aKey);
if (tenant) await store.run("createTenant", { tenant, createdAt: new Date().toISOString() });
let left = Number(comments);
async function add(): Promise<void> {
  for (; left > 0; left -= 1) {
    const outcome = await store.run("addComment", { caller: aCaller, caseId: aCase, comment: newComment() });
    if (outcome !== "created") throw new Error(String(outcome));
  }
}
const start = performance.now();
await Promise.all(Array.from({ length: Number(callers) }, add));
const seconds = (performance.now() - start) / 1000;
await store.close();
process.stdout.write(`${Number(comments) / seconds}\n`);
