import type { Store } from "../store/store.ts";
import type { Caller, Tenant } from "../store/tenants.ts";
import { hashOf, testTenant } from "./test-keys.ts";

/** Who asks, and the world that their key opens if it is one for tests. */
export interface KnownCaller extends Caller {
  world?: Tenant;
}

/** Finds out who asks. */
export type Callers = (key: string) => Promise<KnownCaller>;

// Enough for all that run at once; who comes back after that many others is asked about once more.
const mostRemembered = 10_000;

/**
 * Builds what finds out who asks, by their key.
 *
 * @param testKeys whether a key for tests makes a world of its own when it is first seen
 */
export function callers(store: Store, testKeys: boolean): Callers {
  const made = new Map<string, Promise<void>>();

  function make(tenant: Tenant): Promise<void> {
    const known = made.get(tenant.id);
    if (known) return known;
    const making = store.run("createTenant", { tenant, createdAt: new Date().toISOString() });
    made.set(tenant.id, making);
    making.catch(() => made.delete(tenant.id));
    const [oldest] = made.keys();
    if (made.size > mostRemembered && oldest !== undefined) made.delete(oldest);
    return making;
  }

  return async function callerOf(key) {
    const keyHash = hashOf(key);
    const world = testKeys ? testTenant(key) : undefined;
    if (!world) return { keyHash };
    await make(world);
    return { keyHash, world };
  };
}
