import { randomBytes, randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, vi } from "vitest";
import { aCase } from "../contract/request-cases.ts";
import { callOwn, readAll, setWebhook } from "./calls.ts";
import { PostgresServer, postgresPrograms } from "./postgres-server.ts";
import { Receiver } from "./receiver.ts";
import { type SandboxProcess, startSandboxProcess } from "./sandbox-process.ts";

const key = "test_of-resets";
const posters = 6;
const patience = { timeout: 60_000, interval: 1 };
const resets = process.env.CASE_COMMENTS_LONG === "1" ? 60 : 4;

/** A post, from when to when it was under way, and what became of it. */
interface Post {
  text: string;
  began: number;
  /** Absent while it is under way. */
  ended?: number;
  isAcknowledged?: boolean;
}

/** Posts a comment at random: with files or without, told or not, and sometimes so that its answer is lost. */
async function postOne(url: string, post: Post): Promise<void> {
  const fault =
    ["", "", "fault=503", "fault=503, kept=true", "fault=reset-after, kept=true"][randomInt(5)] ?? "";
  const attachments = Array.from({ length: randomInt(3) }, (_, index) => ({
    fileName: `${index}.bin`,
    content: randomBytes(randomInt(1, 100_000)).toString("base64"),
    isPHI: true,
    isRestricted: false,
  }));
  const author = { email: "rosa.delgado@clinic.example" };
  const communication = {
    text: post.text,
    isRestricted: false,
    author,
    webhookNotify: randomInt(3) > 0,
    attachments,
  };
  const response = await fetch(`${url}/api/v1/cases/${aCase}`, {
    method: "POST",
    headers: { "cv-api-key": key, "content-type": "application/json", ...(fault && { prefer: fault }) },
    body: JSON.stringify({ action: "ADD_COMMUNICATION", communication }),
  }).catch(() => undefined);
  await response?.arrayBuffer();
  post.ended = performance.now();
  post.isAcknowledged = response?.status === 200;
  if (!fault) expect(response?.status).toBe(200);
}

/** What is left of comments that are gone, in tables that refer to them. */
const orphans = ["attachments", "outbox", "attempts"]
  .map(
    (table) => `SELECT '${table}' AS name, COUNT(*) AS count FROM ${table} WHERE NOT EXISTS
      (SELECT 1 FROM comments WHERE comments.tenant = ${table}.tenant AND comments.id = ${table}.comment_id)`,
  )
  .join(" UNION ALL ");
const noOrphans = { attachments: 0, outbox: 0, attempts: 0 };

/** Resets a world again and again while comments are added to it, and holds what is there against that. */
async function resetAmidPosts(sandboxes: readonly SandboxProcess[]): Promise<void> {
  const receiver = new Receiver("a");
  receiver.answer = (response) => void response.writeHead(randomInt(3) === 0 ? 500 : 204).end();
  const webhook = { url: await receiver.start(), secret: "a", weather: ["clear", "twice", "beforeAnswer"] };
  const anyUrl = () => sandboxes[randomInt(sandboxes.length)]?.url ?? "";
  const posts: Post[] = [];
  let isOver = false;
  async function postOn(): Promise<void> {
    while (!isOver) {
      const post: Post = { text: randomBytes(12).toString("hex"), began: performance.now() };
      posts.push(post);
      await postOne(anyUrl(), post);
    }
  }
  const posting = Promise.all(Array.from({ length: posters }, postOn));
  /** Resets, has more posted, and gives what was posted before it, and what after it. */
  async function reset() {
    const began = performance.now();
    expect((await callOwn(anyUrl(), key, "POST", "/reset")).status).toBe(204);
    const ended = performance.now();
    const before = posts.filter((post) => post.ended !== undefined && post.ended < began);
    const after = () => posts.filter((post) => post.began > ended && post.isAcknowledged);
    await vi.waitUntil(() => after().length > 0, patience);
    return { before, after };
  }
  async function expectOnly({ before, after }: Awaited<ReturnType<typeof reset>>): Promise<void> {
    const kept = after();
    const there = new Set((await readAll(anyUrl(), key)).map(({ communication }) => communication.text));
    for (const { text } of before) expect(there).not.toContain(text);
    for (const { text } of kept) expect(there).toContain(text);
  }
  try {
    for (let count = 0; count < resets; count += 1) {
      await setWebhook(anyUrl(), key, webhook);
      const enough = posts.length + randomInt(2, 20);
      await vi.waitUntil(() => posts.length >= enough, patience);
      await expectOnly(await reset());
    }
    const last = await reset();
    isOver = true;
    await posting;
    await expectOnly(last);
  } finally {
    isOver = true;
    await posting.catch(() => {});
    for (const sandbox of sandboxes) await sandbox.end();
    receiver.close();
  }
}

describe("resets amid posts with files, faults and webhooks", () => {
  it("leave nothing behind and lose nothing that comes after, in SQLite", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-reset-"));
    try {
      await resetAmidPosts([await startSandboxProcess(["--data", folder, "--test-keys"])]);
      const database = new DatabaseSync(join(folder, "sandbox.sqlite"));
      const rows = database.prepare(orphans).all();
      database.close();
      expect(Object.fromEntries(rows.map(({ name, count }) => [name, count]))).toEqual(noOrphans);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const programs = postgresPrograms();
  it.runIf(programs)("leave nothing behind and lose nothing that comes after, in PostgreSQL", async () => {
    const server = new PostgresServer(programs ?? "");
    try {
      await server.start();
      const start = () => startSandboxProcess(["--test-keys"], { DATABASE_URL: server.url });
      await resetAmidPosts([await start(), await start()]);
      const rows = await server.query(orphans);
      expect(Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]))).toEqual(noOrphans);
    } finally {
      await server.remove();
    }
  });
});
