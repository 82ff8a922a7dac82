import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { post, readAll } from "./calls.ts";
import { PostgresServer, postgresPrograms } from "./postgres-server.ts";
import { startSandboxProcess } from "./sandbox-process.ts";

const programs = postgresPrograms();

describe.runIf(programs)("sandboxes on one PostgreSQL", () => {
  let database: PostgresServer;
  beforeAll(async () => {
    database = new PostgresServer(programs ?? "");
    await database.start();
  });
  afterAll(() => database?.remove());

  const start = () => startSandboxProcess(["--test-keys"], { DATABASE_URL: database.url });

  it("start at once on an empty database, and answer as one", async () => {
    const replicas = await Promise.all([start(), start(), start()]);
    try {
      const key = "test_of-replicas";
      // The world of the key is made by whichever comes first.
      const ids = await Promise.all(
        Array.from({ length: 30 }, (_, index) => post(replicas[index % 3]?.url ?? "", key, `from ${index}`)),
      );
      for (const { url } of replicas) {
        const read = await readAll(url, key);
        expect(read.map(({ commentId }) => commentId).toSorted()).toEqual(ids.toSorted());
      }
      const [first, second] = replicas.map(({ url }) => url);
      await fetch(`${first}/sandbox/v1/reset`, { method: "POST", headers: { "cv-api-key": key } });
      expect(await readAll(second ?? "", key)).toEqual([]);
    } finally {
      for (const replica of replicas) expect(await replica.end()).toBe(0);
    }
  });

  it("answers 503 while the database is away, says that it isn't ready, and goes on when it is back", async () => {
    const sandbox = await start();
    try {
      expect(await post(sandbox.url, "test_away", "before")).toMatch(/-/);
      await database.kill();
      expect(await post(sandbox.url, "test_away", "meanwhile")).toBe(503);
      const probe = async (path: string) => (await fetch(sandbox.url + path)).status;
      expect([await probe("/livez"), await probe("/readyz")]).toEqual([200, 503]);
      await database.start();
      expect(await post(sandbox.url, "test_away", "after")).toMatch(/-/);
      expect(await probe("/readyz")).toBe(200);
      const texts = (await readAll(sandbox.url, "test_away")).map(({ communication }) => communication.text);
      expect(texts.toSorted()).toEqual(["after", "before"]);
      expect(await sandbox.end()).toBe(0);
    } finally {
      await sandbox.end("SIGKILL");
    }
  });
});
