import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sandbox } from "@case-comments/sandbox";
import type { Entry } from "../../apps/support-desk/src/wire.ts";
import { post, readDeliveries, setWebhook } from "../sandbox/calls.ts";
import { type Cut, startCuttingProxy } from "../sandbox/cutting-proxy.ts";
import { DeskProcess } from "./desk-process.ts";
import { aCase, otherCase, Staff } from "./staff.ts";

const secret = "a-secret";
const program = fileURLToPath(new URL("two-cases.ts", import.meta.url));

/** What somebody wanted of a comment, told apart from all others by its text. */
export interface Wish {
  text: string;
  caseId: string;
  /** Whether the desk has said that it will send it. */
  isAccepted: boolean;
  /** How often somebody accepted that it may be there twice. */
  risks: number;
  isDiscarded: boolean;
  /** Whether it was posted by another program. */
  isElsewhere: boolean;
}

/** A sequence of numbers that is the same for the same seed. @returns from 0 up to 1, each */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A desk of its own, with a bad connection to a world of its own in a sandbox, and the truth of that.
 *
 * @param next what decides where connections are cut
 */
export async function openWorld(sandbox: Sandbox, root: string, next: () => number) {
  const apiKey = `test_${randomUUID()}`;
  const folder = join(root, randomUUID());
  const proxy = await startCuttingProxy(sandbox.url, () => anyCut(next));
  const desk = await new DeskProcess(
    {
      CV_API_KEY: apiKey,
      CV_WEBHOOK_SECRET: secret,
      CASE_COMMENTS_BASE_URL: proxy.url,
      DESK_FOLDER: folder,
    },
    program,
  ).start();
  await setWebhook(sandbox.url, apiKey, {
    url: `${desk.url}/webhooks`,
    secret,
    weather: ["beforeAnswer", "clear", "twice"],
  });
  const staff = await new Staff(desk).signIn();
  const ask = (path: string, method = "GET") =>
    fetch(`${sandbox.url}/sandbox/v1/${path}`, { method, headers: { "cv-api-key": apiKey } });

  async function threads(): Promise<(Entry & { caseId: string })[]> {
    const all = [aCase, otherCase].map(async (caseId) =>
      (await staff.thread(caseId)).map((entry) => ({ ...entry, caseId })),
    );
    return (await Promise.all(all)).flat();
  }

  async function truth(): Promise<{ id: string; text: string; caseId: string }[]> {
    const all = [aCase, otherCase].map(async (caseId) => {
      const { comments } = (await (await ask(`cases/${caseId}/comments?limit=100`)).json()) as {
        comments: { commentId: string; communication: { text: string } }[];
      };
      return comments.map(({ commentId: id, communication: { text } }) => ({ id, text, caseId }));
    });
    return (await Promise.all(all)).flat();
  }

  return {
    desk,
    staff,
    /** Has another program post a comment, which the desk hears of by its event alone. */
    async postElsewhere({ text, caseId }: Wish): Promise<void> {
      await post(sandbox.url, apiKey, text, { caseId }).catch(() => {});
    },
    /** Waits until nothing is under way any more and every event has come, and says what is wrong then. */
    async problems(wishes: readonly Wish[]): Promise<string[]> {
      const isUnderWay = ({ state }: Entry) => state === "accepted" || state === "calling";
      while ((await threads()).some(isUnderWay)) await pause(20);
      const made = await truth();
      // Those that met a desk that was away come later by themselves; that is not waited for. What has come
      // once must have been enough.
      const deliveries = await readDeliveries(sandbox.url, apiKey);
      const came = new Set(
        deliveries
          .filter(({ attempts }) => attempts.some(({ status }) => status === 204))
          .map(({ commentId }) => commentId),
      );
      for (const { id } of made) if (!came.has(id)) await ask(`deliveries/${id}`, "POST");
      let entries = await threads();
      for (let tries = 0; tries < 500; tries++, entries = await threads()) {
        const known = new Set(entries.map(({ commentId, id }) => commentId ?? id));
        if (made.every(({ id }) => known.has(id))) break;
        await pause(20);
      }
      return wishes.flatMap((wish) => problemsOf(wish, entries, made));
    },
    states: async () => (await threads()).map(({ state, isByEvent }) => (isByEvent ? "settled" : state)),
    async close(): Promise<void> {
      await desk.end("SIGKILL");
      await proxy.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function problemsOf(
  { text, caseId, isAccepted, risks, isDiscarded, isElsewhere }: Wish,
  allEntries: readonly (Entry & { caseId: string })[],
  allMade: readonly { id: string; text: string; caseId: string }[],
): string[] {
  const entries = allEntries.filter((entry) => entry.text === text);
  const made = allMade.filter((comment) => comment.text === text);
  const mayExist = entries.filter(({ state }) => ["created", "unknown", "received"].includes(state));
  const created = entries.filter(({ state }) => state === "created").map(({ commentId }) => commentId);
  const known = entries.map(({ commentId, id }) => commentId ?? id);
  const rules: Record<string, boolean> = {
    "is in the wrong case": [...entries, ...made].every((each) => each.caseId === caseId),
    "was posted twice": made.length <= 1 + risks,
    "is there, and the desk does not know": made.every(({ id }) => known.includes(id)),
    "is not there, although the desk says so": created.every((id) => made.some((each) => each.id === id)),
    "is shown as one with another": new Set(created).size === created.length,
    "is there, although the desk says that it isn't": made.length <= mayExist.length,
    "was accepted, and is gone": !isAccepted || isDiscarded || entries.length > 0,
    "was not settled by its event": isElsewhere || risks > 0 || made.length === 0 || created.length === 1,
  };
  return Object.entries(rules).flatMap(([problem, holds]) =>
    holds ? [] : [`“${text}” ${problem}: ${JSON.stringify({ entries, made })}`],
  );
}

function anyCut(next: () => number): Cut | undefined {
  if (next() < 0.5) return undefined;
  const bytes = Math.floor(next() * (next() < 0.7 ? 1_200 : 100_000));
  return { way: next() < 0.5 ? "up" : "down", bytes, reset: next() < 0.5 };
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
