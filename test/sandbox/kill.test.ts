import { createHash, randomBytes, randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { post, readAll, readFile } from "./calls.ts";
import { PostgresServer, postgresPrograms } from "./postgres-server.ts";
import { startSandboxProcess } from "./sandbox-process.ts";

const isLong = process.env.CASE_COMMENTS_LONG === "1";
const callers = 8;
const key = "test_of-a-kill";

const digest = (content: Buffer) => createHash("sha256").update(content).digest("hex");

/** What a round has posted: the digests of the files by the text, and which texts were acknowledged. */
class Posted {
  readonly files = new Map<string, string[]>();
  readonly acknowledged = new Map<string, string>();
}

/** Posts comments with files, several at a time, until `acknowledged` of them are there or the server isn't. */
async function postUntil(
  url: string,
  posted: Posted,
  acknowledged: number,
  onReached: () => void,
): Promise<void> {
  const enough = posted.acknowledged.size + acknowledged;
  async function postOn(): Promise<void> {
    for (;;) {
      const text = randomBytes(12).toString("hex");
      const files = Array.from({ length: randomInt(0, 4) }, (_, index) => ({
        fileName: `${index}.bin`,
        content: randomBytes(randomInt(1, 60_000)),
      }));
      posted.files.set(
        text,
        files.map(({ content }) => digest(content)),
      );
      const answer = await post(url, key, text, { files }).catch(() => undefined);
      if (typeof answer !== "string") return;
      posted.acknowledged.set(text, answer);
      if (posted.acknowledged.size === enough) onReached();
    }
  }
  await Promise.all(Array.from({ length: callers }, postOn));
}

/** Holds what is there against what was posted. */
async function expectNothingLost(url: string, posted: Posted): Promise<void> {
  const comments = await readAll(url, key);
  const ids = new Map(comments.map(({ commentId, communication }) => [communication.text, commentId]));
  expect(ids.size).toBe(comments.length);
  for (const [text, id] of posted.acknowledged) expect(ids.get(text)).toBe(id);
  for (const { communication } of comments) {
    const { text, attachments } = communication;
    const contents = await Promise.all(attachments.map(({ href }) => readFile(url, key, href)));
    expect(contents.map(digest)).toEqual(posted.files.get(text));
  }
}

describe("a sandbox that is killed under load", () => {
  it("has lost nothing that it acknowledged, and keeps nothing by halves, in SQLite", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sandbox-kill-"));
    const posted = new Posted();
    const start = () => startSandboxProcess(["--data", folder, "--test-keys"]);
    let sandbox = await start();
    try {
      for (let round = 0; round < (isLong ? 50 : 4); round += 1) {
        let killed: Promise<unknown> | undefined;
        const { url, end } = sandbox;
        await postUntil(url, posted, randomInt(1, 30), () => {
          killed = end("SIGKILL");
        });
        expect(await killed).toBe("SIGKILL");
        sandbox = await start();
        await expectNothingLost(sandbox.url, posted);
      }
      expect(posted.acknowledged.size).toBeGreaterThan(0);
    } finally {
      await sandbox.end("SIGKILL");
      await rm(folder, { recursive: true });
    }
  });
});

const programs = postgresPrograms();

describe.runIf(programs)("a sandbox on PostgreSQL", () => {
  let database: PostgresServer;
  beforeAll(async () => {
    database = new PostgresServer(programs ?? "");
    await database.start();
  });
  afterAll(() => database?.remove());

  const start = () => startSandboxProcess(["--test-keys"], { DATABASE_URL: database.url });

  it("has lost nothing and halved nothing when it is killed, or the database", async () => {
    const posted = new Posted();
    let sandbox = await start();
    try {
      for (let round = 0; round < (isLong ? 20 : 4); round += 1) {
        let killed: Promise<unknown> | undefined;
        const { url, end } = sandbox;
        const isDatabase = round % 2 === 1;
        await postUntil(url, posted, randomInt(1, 30), () => {
          killed = isDatabase ? database.kill() : end("SIGKILL");
        });
        await killed;
        // A sandbox outlives its database, and goes on with the next.
        if (isDatabase) await database.start();
        else sandbox = await start();
        await expectNothingLost(sandbox.url, posted);
      }
    } finally {
      await sandbox.end("SIGKILL");
    }
  });
});
