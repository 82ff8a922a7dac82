import { type ClaimedEvent, mostOfEach, type Room } from "../store/claim-events.ts";

/**
 * How many are sent at once, and how large they are together, in bytes: each is in memory several times while it
 * is sent. What is taken last may be larger than what is left, for it would never be sent otherwise. Those whose
 * receivers are slow, or that were tried in vain, have a room of their own, so that however many there are, they
 * hold up nobody but each other.
 */
const limits = {
  quick: { most: 128, mostBytes: 16_777_216 },
  slow: { most: 64, mostBytes: 4_194_304 },
};
/** How many are under way at most, with those that take long: each holds a connection. */
const mostInAll = 512;
/** An event that is no larger always has room: it waits for no large one whose receiver takes its time. */
const smallBytes = 16_384;

/** The events that a sandbox is sending. */
export interface EventsUnderWay {
  add(event: ClaimedEvent): void;
  remove(event: ClaimedEvent): void;
  /** Whether an event that was taken is under way here still: the clock has gone on past its lease. Its new lease holds. */
  renews(event: ClaimedEvent): boolean;
  /**
   * Notes that one takes long.
   *
   * @returns whether it is the first of its organization that does
   */
  lasts(event: ClaimedEvent): boolean;
  /** What there is room for; `isFull` where something that is due may have to wait. */
  room(kind: keyof typeof limits): Room & { isFull: boolean };
  /** The organizations that have so many under way that others come first. */
  busy(): ClaimedEvent[];
}

/** Builds what counts the events that a sandbox is sending. */
export function eventsUnderWay(): EventsUnderWay {
  const all = new Set<ClaimedEvent>();
  // Those that take so long that they don't count among the quick any more.
  const lasting = new Set<ClaimedEvent>();

  return {
    add: (event) => void all.add(event),
    remove(event) {
      all.delete(event);
      lasting.delete(event);
    },

    renews({ tenant, commentId, tries, leaseEnd }) {
      const own = [...all].find((each) => each.tenant === tenant && each.commentId === commentId);
      // Whoever asks for it once more begins to count anew.
      if (!own || tries <= own.tries) return false;
      Object.assign(own, { tries, leaseEnd });
      return true;
    },

    lasts(event) {
      const isFirst = ![...lasting].some((each) => isSameOrganization(each, event));
      if (all.has(event)) lasting.add(event);
      return isFirst;
    },

    room(kind) {
      const isSlow = kind === "slow";
      const there = [...all].filter((event) => event.isSlow === isSlow);
      const counted = there.filter((event) => isSlow || !lasting.has(event));
      const most = Math.max(Math.min(limits[kind].most - counted.length, mostInAll - all.size), 0);
      const mostBytes = limits[kind].mostBytes - there.reduce((sum, { size }) => sum + size, 0);
      if (mostBytes > 0) return { most, mostBytes, largest: whatever, isFull: most === 0 };
      return { most, mostBytes: whatever, largest: smallBytes, isFull: true };
    },

    busy() {
      const ofEach = Map.groupBy(all, ({ tenant, organization }) => `${tenant} ${organization}`);
      return [...ofEach.values()].flatMap((events) =>
        events.length >= mostOfEach ? events.slice(0, 1) : [],
      );
    },
  };
}

/** More than anything that is kept. */
const whatever = 2_000_000_000;

function isSameOrganization(one: ClaimedEvent, other: ClaimedEvent): boolean {
  return one.tenant === other.tenant && one.organization === other.organization;
}
