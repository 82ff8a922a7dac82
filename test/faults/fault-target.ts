import { type FaultServer, startFaultServer } from "./fault-server.ts";
import type { ServerScript } from "./server-script.ts";

/** What stands at the address that the client is given. */
export type FaultTarget = "refused port" | "unresolvable name" | ScriptedServer;

export interface ScriptedServer {
  /** For one request after the other; the last repeats. */
  readonly scripts: readonly ServerScript[];
  /** `untrusted`: TLS with a certificate nobody trusts. `absent`: no TLS where it is expected. */
  readonly tls?: "untrusted" | "absent";
}

export const scripted = (...scripts: readonly ServerScript[]): ScriptedServer => ({ scripts });

/** A target that is open for one call. */
export interface OpenTarget {
  readonly baseUrl: string;
  /** Absent where nothing can be received. */
  readonly server?: FaultServer;
}

/** Opens the target of a fault; its server, if any, is to be closed. */
export async function openTarget(target: FaultTarget): Promise<OpenTarget> {
  // Nobody listens there, and no other test is ever given this port, as a free one may be.
  if (target === "refused port") return { baseUrl: "http://127.0.0.1:5" };
  // No label of a name may have 64 characters, so no resolver is ever asked.
  if (target === "unresolvable name") return { baseUrl: `https://${"x".repeat(64)}.invalid` };
  const server = await startFaultServer(target.scripts, target.tls === "untrusted");
  return { baseUrl: `${target.tls ? "https" : "http"}://127.0.0.1:${server.port}`, server };
}
