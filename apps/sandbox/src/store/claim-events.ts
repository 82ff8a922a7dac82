import type { Weather } from "../webhooks/weather.ts";
import type { Connection } from "./connection.ts";
import type { Principal } from "./tenants.ts";

/** How long an event is taken for: longer than an attempt can take, in milliseconds. */
export const leaseMs = 30_000;

/** An event that is owed, taken by one sandbox until its lease is over. */
export interface ClaimedEvent {
  tenant: string;
  organization: string;
  commentId: string;
  /** The number of the event among those of its organization, from 1; 0 where no weather was wanted. */
  ordinal: number;
  weather: Weather;
  /** How often it was tried, this time included. */
  tries: number;
  /** Of what it brings, in bytes, before it is printed. */
  size: number;
  /** Whether its receiver has let others wait, or it was tried in vain. */
  isSlow: boolean;
  /** In ISO 8601, in UTC. */
  leaseEnd: string;
}

/** How much is taken. */
export interface Room {
  /** How many events. */
  most: number;
  /** When they are larger than this together, in bytes, no more are taken. */
  mostBytes: number;
  /** None that is larger than this is taken. */
  largest: number;
}

/** How many events of an organization are taken at once. */
export const mostOfEach = 16;
/** How many of the oldest events are looked at for that. */
const looked = 200;

interface Claim {
  /** The room for new events whose receivers are quick, and for the others. */
  rooms: { quick: Room; slow: Room };
  /** The organizations of which none are taken. */
  busy: readonly Pick<Principal, "tenant" | "organization">[];
}

/**
 * Takes events that are due, so that nobody else delivers them before their lease ends; if whoever took them
 * dies, they are due again then. The database's clock counts, which all its sandboxes share. A few of each
 * organization are taken, so that one whose receiver is slow doesn't hold up the others.
 *
 * @returns them, and in how many milliseconds the next of those is due that are not due yet
 */
export async function claimEvents(
  connection: Connection,
  { rooms, busy }: Claim,
): Promise<{ claimed: ClaimedEvent[]; nextInMs: number | undefined }> {
  const others = busy.map(() => "AND NOT (tenant = ? AND organization = ?)").join(" ");
  // Each has a query of its own, which finds its rows in the index.
  const oldest = ({ slow }: { slow: 0 | 1 }) => `SELECT * FROM (
    SELECT tenant, organization, comment_id, due_at, size, slow FROM outbox
    WHERE slow = ${slow} AND due_at <= time_in(0) AND size <= ? ${others} ORDER BY due_at, comment_id LIMIT ${looked}
  ) AS ${slow ? "slow_ones" : "quick_ones"}`;
  const busyOnes = busy.flatMap(({ tenant, organization }) => [tenant, organization]);
  const rows = await connection.query<ClaimedRow>(
    `UPDATE outbox SET due_at = time_in(${leaseMs}), tries = tries + 1
     WHERE (tenant, comment_id) IN (
       WITH oldest AS (
         ${oldest({ slow: 0 })} UNION ALL ${oldest({ slow: 1 })}
       ), turns AS (
         SELECT *, ROW_NUMBER() OVER (PARTITION BY slow, tenant, organization ORDER BY due_at, comment_id) AS turn
         FROM oldest
       ), placed AS (
         SELECT *, ROW_NUMBER() OVER (PARTITION BY slow ORDER BY due_at, comment_id, tenant) AS place
         FROM turns WHERE turn <= ${mostOfEach}
       ), summed AS (
         SELECT *, SUM(size) OVER (PARTITION BY slow ORDER BY place) - size AS ahead
         FROM placed WHERE slow = 0 AND place <= ? OR slow = 1 AND place <= ?
       )
       SELECT tenant, comment_id FROM outbox
       WHERE due_at <= time_in(0) AND (tenant, comment_id) IN (
         SELECT tenant, comment_id FROM summed WHERE slow = 0 AND ahead < ? OR slow = 1 AND ahead < ?
       )
       FOR UPDATE OF outbox SKIP LOCKED
     )
     RETURNING tenant, comment_id, organization, tries, ordinal, weather, size, slow, due_at`,
    ...[rooms.quick.largest, ...busyOnes],
    ...[rooms.slow.largest, ...busyOnes],
    ...[rooms.quick.most, rooms.slow.most],
    ...[rooms.quick.mostBytes, rooms.slow.mostBytes],
  );
  const [next] = await connection.query<{ due: string | null; now: string }>(
    `SELECT MIN(due) AS due, time_in(0) AS now FROM (
       SELECT MIN(due_at) AS due FROM outbox WHERE slow = 0 AND due_at > time_in(0)
       UNION ALL SELECT MIN(due_at) FROM outbox WHERE slow = 1 AND due_at > time_in(0)
     ) AS first`,
  );
  return {
    claimed: rows.map(({ comment_id, slow, due_at, ...event }) => ({
      ...event,
      commentId: comment_id,
      isSlow: slow === 1,
      leaseEnd: due_at,
    })),
    nextInMs: next?.due ? Date.parse(next.due) - Date.parse(next.now) : undefined,
  };
}

type ClaimedRow = Omit<ClaimedEvent, "commentId" | "isSlow" | "leaseEnd"> & {
  comment_id: string;
  slow: number;
  due_at: string;
};

/**
 * Makes all that is owed due at once. For a sandbox that has its store to itself, when it starts, or when its
 * clock was set back: what was taken before is in nobody's hands, or would wait until the clock is there again.
 */
export async function hastenEvents(connection: Connection, _: object): Promise<void> {
  await connection.query("UPDATE outbox SET due_at = time_in(0) WHERE due_at > time_in(0)");
}
