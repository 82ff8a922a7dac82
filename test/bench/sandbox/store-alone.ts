/**
 * Adds comments to the sandbox's store, without HTTP and without a check. Prints the rate, as printRate does.
 *
 * node store-alone.ts FOLDER|URL COMMENTS CALLERS
 */
import { testTenant } from "../../../apps/sandbox/src/access/test-keys.ts";
import { openStore } from "../../../apps/sandbox/src/store/open-store.ts";
import { aCaller, aCase, aKey, newComment } from "./a-comment.ts";
import { printRate } from "./rate.ts";

const [place = "", comments, callers] = process.argv.slice(2);
const store = await openStore(place.includes("://") ? { databaseUrl: place } : { folder: place });
const tenant = testTenant(aKey);
if (tenant) await store.run("createTenant", { tenant, createdAt: new Date().toISOString() });
await printRate(Number(comments), Number(callers), async () => {
  const outcome = await store.run("addComment", { caller: aCaller, caseId: aCase, comment: newComment() });
  if (outcome !== "created") throw new Error(String(outcome));
});
await store.close();
