import type { Store } from "../store/store.ts";
import type { Caller, Tenant } from "../store/tenants.ts";
import { hashOf, testTenant } from "./test-keys.ts";

/** Who asks, and the world that their key opens if it is one for tests. */
export interface KnownCaller {
  caller: Caller;
  world?: Tenant;
}

/** Finds out who asks. */
export type Callers = (key: string) => KnownCaller | Promise<KnownCaller>;

// Enough for all that run at once; who comes back after that many others is asked about once more.
const mostRemembered = 10_000;

/**
 * Builds what finds out who asks, by their key.
 *
 * @param testKeys whether a key for tests makes a world of its own when it is first seen
 */
export function callers(store: Store, testKeys: boolean): Callers {
  const remembered = new Map<string, KnownCaller | Promise<KnownCaller>>();

  async function begin(caller: Caller, world: Tenant): Promise<KnownCaller> {
    await store.run("createTenant", { tenant: world, createdAt: new Date().toISOString() });
    const known = { caller, world };
    if (remembered.has(caller.keyHash)) remembered.set(caller.keyHash, known);
    return known;
  }

  return function callerOf(key) {
    const caller = { keyHash: hashOf(key) };
    const known = remembered.get(caller.keyHash);
    if (known) return known;
    const world = testKeys ? testTenant(key) : undefined;
    if (!world) return { caller };
    const beginning = begin(caller, world);
    remembered.set(caller.keyHash, beginning);
    beginning.catch(() => remembered.delete(caller.keyHash));
    const [oldest] = remembered.keys();
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    return beginning;
  };
}
