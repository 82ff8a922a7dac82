import { type FaultServer, startFaultServer } from "./fault-server.ts";
import type { Place } from "./verdicts/row.ts";

/** A place that is open for one call. */
export interface OpenPlace {
  readonly baseUrl: string;
  /** Absent where nothing can be received. */
  readonly server?: FaultServer;
}

/** Opens the place of a fault; its server, if any, is to be closed. */
export async function openPlace(place: Place): Promise<OpenPlace> {
  // Nobody listens there, and no other test is ever given this port, as a free one may be.
  if (place === "refused port") return { baseUrl: "http://127.0.0.1:5" };
  // No label of a name may have 64 characters, so no resolver is ever asked.
  if (place === "unresolvable name") return { baseUrl: `https://${"x".repeat(64)}.invalid` };
  const server = await startFaultServer(place.behaviours, place.tls === "untrusted");
  return { baseUrl: `${place.tls ? "https" : "http"}://127.0.0.1:${server.port}`, server };
}
