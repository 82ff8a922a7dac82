/**
 * Settles calls whose delivery is `unknown` by the webhook events that arrive, without keeping what
 * the comments say.
 *
 * @example
 * import { fingerprintOf, keptEvent, settle } from "@case-comments/client/settle";
 * for (const [id, commentId] of settle(calls, events)) await store.created(id, commentId);
 */
import { partsOf } from "./attachments/attachment.ts";
import { eventComment } from "./event-comment.ts";
import { addCaseCommentDefaults } from "./generated/request-rules.gen.ts";
import { hmacSha256 } from "./hmac-sha256.ts";
import type { NewComment } from "./request/new-comment.ts";
import { encodeText } from "./text-codec.ts";
import type { CaseCommentEvent } from "./webhook.ts";

/** A call, as it is kept from before it is made. One that was rejected or not sent need not be kept. */
export interface KeptCall {
  readonly id: string;
  /** What `fingerprintOf` gave. */
  readonly fingerprint: string;
  /** When the call began, by this machine's clock, in milliseconds since 1970. */
  readonly began: number;
  /** `open` until there is a verdict. */
  readonly state: "open" | "unknown" | "created";
  /** Of a created comment: the id that the answer or the event named. */
  readonly commentId?: string | undefined;
}

/** An event, as it is kept. */
export interface KeptEvent {
  readonly commentId: string;
  readonly fingerprint: string;
  /** In milliseconds since 1970, by the server's clock. */
  readonly createdAt: number;
}

const { "/communication/webhookNotify": notifiesByDefault } = addCaseCommentDefaults;

/** How far the server's clock may be behind ours, in milliseconds. */
export const clockSkew = 60_000;

/**
 * What tells a comment from others: case, author's address, text, visibility and names of files,
 * as a keyed hash from which none of it can be got back, or guessed without the key.
 *
 * @param key a secret of yours that stays the same
 *
 * @example
 * const call = { id, fingerprint: await fingerprintOf(caseId, comment, key), began: Date.now(), state: "open" };
 */
export function fingerprintOf(caseId: string, comment: NewComment, key: string): Promise<string> {
  // What can't be sent, JavaScript may give all the same; the call will say so.
  const { author, text, isRestricted, attachments, webhookNotify = notifiesByDefault } = comment ?? {};
  const files = Array.isArray(attachments) ? attachments : [];
  const names = files.map((attachment) => partsOf(attachment)?.options?.fileName);
  // A comment that sends no event must not be settled by another's.
  return hash([caseId, author?.email, text, isRestricted, names, webhookNotify], key);
}

/**
 * What is to be kept of an event, or `undefined` if it lacks one of the facts by which it would have
 * to be recognized. The older form of the event lacks the author's address.
 *
 * @param key the same as for `fingerprintOf`
 *
 * @example
 * const event = await keptEvent(webhook.event, key);
 * if (event) await store.keep(event);
 */
export async function keptEvent(event: CaseCommentEvent, key: string): Promise<KeptEvent | undefined> {
  const { id: commentId, text, isRestricted, createdAt, author, attachments } = eventComment(event) ?? {};
  const caseId = event?.payload?.case?.id;
  const email = author?.email;
  const created = instantOf(createdAt);
  if (![commentId, caseId, email, text].every((fact) => typeof fact === "string")) return undefined;
  if (typeof isRestricted !== "boolean" || !Array.isArray(attachments) || Number.isNaN(created))
    return undefined;
  const names = attachments.map((attachment) => attachment?.fileName);
  if (!names.every((name) => typeof name === "string")) return undefined;
  const fingerprint = await hash([caseId, email, text, isRestricted, names, true], key);
  return { commentId: commentId as string, fingerprint, createdAt: created };
}

/** Milliseconds since 1970. A time that names no zone would be read in this machine's, whatever that is. */
const instantOf = (time: unknown): number =>
  typeof time === "string" && /^\d{4}-.*T.*(Z|[+-]\d\d:\d\d)$/i.test(time) ? Date.parse(time) : Number.NaN;

/**
 * The comments that calls turn out to have created, by the ids of the calls. It only ever says what
 * is certain, as long as nobody else posts the same words for the same author to the same case:
 *
 * - An event settles a call with the same fingerprint that began no more than `clockSkew` after it.
 * - Calls with the same fingerprint are settled together, once there are as many events as calls that
 *   may have caused them. If there are more, somebody else posted the same, and nothing is settled.
 * - An id belongs to one call for ever; an event that comes again changes nothing.
 * - Nothing is settled next to an open call, whose own answer may name one of the ids.
 *
 * It keeps nothing: give it all calls and all events that have a fingerprint, those that are settled
 * included, and keep what it says before you ask again.
 *
 * @example
 * for (const [id, commentId] of settle(calls, events)) await store.created(id, commentId);
 */
export function settle(
  calls: readonly KeptCall[],
  events: readonly KeptEvent[],
): ReadonlyMap<string, string> {
  const taken = new Set(calls.map(({ commentId }) => commentId));
  const seen = new Map<string, KeptEvent>();
  for (const event of events) if (!seen.has(event.commentId)) seen.set(event.commentId, event);
  const free = [...seen.values()].filter(({ commentId }) => !taken.has(commentId));
  const waiting = calls.filter(({ commentId }) => commentId === undefined || !seen.has(commentId));
  const settled = new Map<string, string>();
  const eventsOf = byFingerprint(free);
  for (const [fingerprint, alike] of byFingerprint(waiting)) {
    for (const [{ id, state }, { commentId }] of certainPairs(alike, eventsOf.get(fingerprint) ?? [])) {
      if (state === "unknown") settled.set(id, commentId);
    }
  }
  return settled;
}

function byFingerprint<One extends { readonly fingerprint: string }>(
  all: readonly One[],
): ReadonlyMap<string, readonly One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const { fingerprint } = one;
    const group = groups.get(fingerprint);
    if (group) group.push(one);
    else groups.set(fingerprint, [one]);
  }
  return groups;
}

/**
 * Each event was caused by one of the calls that began before it, and each call causes one event at
 * most. So when as many events as calls reach back no further than some call, all calls up to that
 * one were successful.
 */
function certainPairs(calls: readonly KeptCall[], events: readonly KeptEvent[]): [KeptCall, KeptEvent][] {
  const inOrder = calls.toSorted((one, other) => one.began - other.began);
  const pairs = events
    .map((event) => ({
      event,
      causes: inOrder.filter(({ began }) => began <= event.createdAt + clockSkew).length,
    }))
    // What is older than every call is somebody else's.
    .filter(({ causes }) => causes > 0)
    .toSorted((one, other) => one.causes - other.causes || one.event.createdAt - other.event.createdAt);
  let certain = 0;
  for (const [index, { causes }] of pairs.entries()) {
    if (causes <= index) return [];
    if (causes === index + 1) certain = causes;
  }
  if (inOrder.slice(0, certain).some(({ state }) => state === "open")) return [];
  return inOrder.slice(0, certain).map((call, index) => [call, (pairs[index] as { event: KeptEvent }).event]);
}

type Facts = [
  caseId: unknown,
  email: unknown,
  text: unknown,
  isRestricted: unknown,
  names: unknown[],
  sendsEvent: boolean,
];

async function hash(
  [caseId, email, text, isRestricted, names, sendsEvent]: Facts,
  secret: string,
): Promise<string> {
  if (typeof secret !== "string" || secret === "")
    throw new TypeError("The key of the fingerprints is empty");
  const facts = [lowered(caseId), lowered(email), text, isRestricted, names.toSorted(), sendsEvent];
  return hmacSha256(encodeText(JSON.stringify(facts, printed)), secret);
}

const printed = (_: string, fact: unknown): unknown => (typeof fact === "bigint" ? String(fact) : fact);

const lowered = (fact: unknown): unknown => (typeof fact === "string" ? fact.toLowerCase() : fact);
