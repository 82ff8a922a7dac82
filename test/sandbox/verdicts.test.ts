import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, fromBytes } from "@case-comments/client";
import {
  fingerprintOf,
  type KeptCall,
  type KeptEvent,
  keptEvent,
  settle,
} from "@case-comments/client/settle";
import { faults } from "@case-comments/mock";
import { startSandbox } from "@case-comments/sandbox";
import { afterAll, beforeAll, expect, it } from "vitest";
import { weathers } from "../../apps/sandbox/src/webhooks/weather.ts";
import { aCase } from "../contract/request-cases.ts";
import { readAll, setWebhook } from "./calls.ts";
import { startCuttingProxy } from "./cutting-proxy.ts";
import { Receiver } from "./receiver.ts";

const isLong = process.env.CASE_COMMENTS_LONG === "1";
const calls = isLong ? 10_000 : 400;
const atOnce = 16;
// Only against hanging for ever.
const patience = isLong ? 1_800_000 : 240_000;
const key = "test_of-the-verdicts";
const secret = "a-secret";
const fingerprintKey = "a-key-of-ours";

/** How a call ended, as the client tells it. */
type Verdict = "ok" | "rejected" | "not-sent" | "unknown";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-verdicts-"));
});
afterAll(() => rm(folder, { recursive: true }));

const anyOf = <T>(values: readonly T[]): T => values[randomInt(values.length)] as T;

interface Trouble {
  headers?: Record<string, string>;
  caseId?: string;
  /** The way to the sandbox: a connection that is cut, or an address where nobody listens. */
  by?: "cut" | "dead";
}

/** What goes wrong with a call, if anything does. */
function anyTrouble(): Trouble {
  switch (randomInt(6)) {
    case 0:
      return {};
    case 1:
      return { by: "cut" };
    case 5:
      return { by: "dead" };
    case 2:
      return {
        caseId: anyOf(["00000000-0000-4000-8000-000000000404", "00000000-0000-4000-8000-000000000403"]),
      };
    default: {
      const fault = anyOf(Object.keys(faults));
      const kept = anyOf(["", ", kept=true", ", kept=false"]);
      return { headers: { prefer: `fault=${fault}${kept}` } };
    }
  }
}

/** An address where nobody listens any more. */
async function deadUrl(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return `http://127.0.0.1:${port}`;
}

it("what the client says of its calls is what the sandbox holds, and its webhooks settle what was unknown", {
  timeout: patience,
}, async () => {
  const store = { folder };
  const sandbox = await startSandbox({ store, testKeys: true });
  const receiver = new Receiver(secret);
  await setWebhook(sandbox.url, key, {
    url: await receiver.start(),
    secret,
    weather: Array.from({ length: 100 }, () => anyOf(Object.keys(weathers))),
  });
  const events: Promise<KeptEvent | undefined>[] = [];
  /** When the first event of a comment came, and whether it was in the older form, which can't be recognized. */
  const told = new Map<string, { at: number; isOlder: boolean }>();
  /** Keeps of an event what settles calls, and lets its files go. */
  const keep = () => {
    for (const { webhook } of receiver.received.splice(0)) {
      if (webhook.kind !== "comment") continue;
      const { comment, event } = webhook;
      if (!told.has(comment.id)) told.set(comment.id, { at: Date.now(), isOlder: !event.payload.comments });
      events.push(keptEvent(event, fingerprintKey));
    }
  };
  // What it doesn't answer to comes again, later than others and perhaps twice.
  receiver.answer = (response) => {
    keep();
    if (randomInt(4) === 0) response.destroy();
    else response.writeHead(anyOf([200, 204, 500])).end();
  };
  const proxy = await startCuttingProxy(sandbox.url, () => ({
    way: anyOf(["up", "up", "down"]),
    bytes: randomInt(1, anyOf([6_000, 300_000])),
    reset: randomInt(2) === 0,
  }));
  const clientOf = (baseUrl: string) =>
    createClient({ apiKey: key, baseUrl, insecureHttp: true, timeout: 500, retries: 1 });
  const clients = {
    direct: clientOf(sandbox.url),
    cut: clientOf(proxy.url),
    dead: clientOf(await deadUrl()),
  };
  const verdicts = new Map<string, { verdict: Verdict; at: number; id?: string | undefined }>();
  const keptCalls: KeptCall[] = [];

  async function call(number: number): Promise<void> {
    const { headers, caseId = aCase, by = "direct" } = anyTrouble();
    const text = `call ${number}`;
    const bytes = new Uint8Array(randomInt(1, by === "cut" ? 400_000 : 4_000));
    const comment = {
      text,
      isRestricted: false,
      author: { email: "rosa.delgado@clinic.example" },
      attachments: [fromBytes(bytes, { fileName: "a.bin", isPHI: true, isRestricted: false })],
    };
    const began = Date.now();
    const fingerprint = await fingerprintOf(caseId, comment, fingerprintKey);
    const result = await clients[by].addComment(caseId, comment, headers ? { headers } : {});
    verdicts.set(text, {
      verdict: result.ok ? "ok" : result.error.delivery,
      at: Date.now(),
      id: result.ok ? result.data.commentId : undefined,
    });
    if (result.ok)
      keptCalls.push({ id: text, fingerprint, began, state: "created", commentId: result.data.commentId });
    else if (result.error.delivery === "unknown")
      keptCalls.push({ id: text, fingerprint, began, state: "unknown" });
  }
  const numbers = Array.from({ length: calls }, (_, number) => number);
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) await call(number);
    }),
  );
  await proxy.close();
  // What was still under way is done then, or never will be.
  await sandbox.close();

  receiver.answer = (response) => {
    keep();
    response.writeHead(204).end();
  };
  const again = await startSandbox({ store, testKeys: true });
  const comments = await readAll(again.url, key);
  await expect.poll(() => told.size, { timeout: patience }).toBe(comments.length);
  await again.close();
  receiver.close();
  const idsOf = Map.groupBy(comments, ({ communication }) => communication.text);
  const table: Record<string, number> = {};
  const wrong: string[] = [];
  for (const [text, { verdict, id }] of verdicts) {
    const there = idsOf.get(text) ?? [];
    const row = `${verdict}, ${there.length === 0 ? "absent" : "there"}`;
    table[row] = (table[row] ?? 0) + 1;
    const isRight =
      verdict === "ok"
        ? there.length === 1 && there[0]?.commentId === id
        : verdict === "unknown"
          ? there.length <= 1
          : there.length === 0;
    if (!isRight) wrong.push(`${text}: ${row} (${there.length})`);
  }
  expect(wrong).toEqual([]);
  expect(verdicts.size).toBe(calls);
  const settled = settle(
    keptCalls,
    (await Promise.all(events)).filter((event) => event !== undefined),
  );
  const toSettle = [...verdicts].flatMap(([text, { verdict, at }]) => {
    const id = idsOf.get(text)?.[0]?.commentId;
    const event = told.get(id ?? "");
    return verdict === "unknown" && id && event && !event.isOlder ? [{ text, id, ms: event.at - at }] : [];
  });
  expect([...settled].toSorted()).toEqual(toSettle.map(({ text, id }) => [text, id]).toSorted());
  // Both truths behind an unknown were met.
  expect(Object.keys(table).toSorted()).toEqual([
    "not-sent, absent",
    "ok, there",
    "rejected, absent",
    "unknown, absent",
    "unknown, there",
  ]);
  if (!isLong) return;
  const waits = toSettle.map(({ ms }) => Math.max(ms, 0)).toSorted((one, other) => one - other);
  const wait = { median: waits[waits.length >> 1], longest: waits.at(-1) };
  process.stdout.write(`${JSON.stringify({ ...table, settled: settled.size, "ms until settled": wait })}\n`);
});
