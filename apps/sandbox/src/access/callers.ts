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
// A shorter key can't be taken for the hash of another one, and needn't be hashed for each call: keys for tests are
// no secrets.
const hashLength = 64;

/**
 * Builds what finds out who asks, by their key.
 *
 * @param testKeys whether a key for tests makes a world of its own when it is first seen
 */
export function callers(store: Store, testKeys: boolean): Callers {
  // By key, or by its hash where that is shorter.
  const remembered = new Map<string, KnownCaller | Promise<KnownCaller>>();

  async function begin(caller: Caller, world: Tenant, name: string): Promise<KnownCaller> {
    await store.run("createTenant", { tenant: world, createdAt: new Date().toISOString() });
    const known = { caller, world };
    if (remembered.has(name)) remembered.set(name, known);
    return known;
  }

  return function callerOf(key) {
    const name = key.length < hashLength ? key : hashOf(key);
    const known = remembered.get(name);
    if (known) return known;
    const world = testKeys ? testTenant(key) : undefined;
    const caller = { keyHash: name === key ? hashOf(key) : name };
    if (!world) return { caller };
    const beginning = begin(caller, world, name);
    remembered.set(name, beginning);
    beginning.catch(() => remembered.delete(name));
    const [oldest] = remembered.keys();
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    return beginning;
  };
}
