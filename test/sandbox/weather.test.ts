import { setTimeout as after } from "node:timers/promises";
import { type Sandbox, startSandbox } from "@case-comments/sandbox";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ownContract } from "../../apps/sandbox/src/api/served-contract.ts";
import { attemptProblems } from "../../apps/sandbox/src/webhooks/attempt-problem.ts";
import { weathers } from "../../apps/sandbox/src/webhooks/weather.ts";
import { post, readDeliveries, setWebhook } from "./calls.ts";
import { PostgresServer, postgresPrograms } from "./postgres-server.ts";
import { type Received, Receiver } from "./receiver.ts";

const secret = "a-secret";
// Only against hanging for ever.
const patience = { timeout: 60_000, interval: 20 };

let receiver: Receiver;
let address: string;
beforeEach(async () => {
  receiver = new Receiver(secret);
  address = await receiver.start();
});
afterEach(() => receiver.close());

it("the document of the sandbox names every weather, and every problem", () => {
  const { Weather, Delivery } = (ownContract.document as unknown as Schemas).components.schemas;
  for (const [schema, known] of [
    [Weather, weathers],
    [Delivery.properties.attempts.items.properties.problem, attemptProblems],
  ] as const) {
    expect(schema.enum).toEqual(Object.keys(known));
    for (const name of Object.keys(known)) expect(schema.description).toContain(`\`${name}\``);
  }
});
interface Names {
  enum: string[];
  description: string;
}
interface Schemas {
  components: {
    schemas: {
      Weather: Names;
      Delivery: { properties: { attempts: { items: { properties: { problem: Names } } } } };
    };
  };
}

const programs = postgresPrograms();

describe.each(["SQLite", ...(programs ? ["PostgreSQL"] : [])])("in bad weather, events from %s", (driver) => {
  let database: PostgresServer | undefined;
  let sandbox: Sandbox;
  beforeAll(async () => {
    if (driver === "PostgreSQL") {
      database = new PostgresServer(programs ?? "");
      await database.start();
    }
    const store = database ? { databaseUrl: database.url } : "memory";
    sandbox = await startSandbox({ store, testKeys: true });
  });
  afterAll(async () => {
    await sandbox?.close();
    await database?.remove();
  });

  /** Waits until nothing is owed any more, and gives all that was tried. */
  async function settledDeliveries(key: string) {
    const read = () => readDeliveries(sandbox.url, key);
    await expect.poll(async () => (await read()).filter(({ due }) => due), patience).toEqual([]);
    return read();
  }

  it("have what is wrong with them by their ordinal, and then arrive all the same", async () => {
    const key = `test_${driver}`;
    const names = Object.keys(weathers);
    await setWebhook(sandbox.url, key, { url: address, secret, weather: names });
    let isAnswered = false;
    receiver.answer = async (response) => {
      const isAwaited = receiver.received.at(-1)?.body.includes('"beforeAnswer"');
      // A call that doesn't wait for this is answered first.
      if (isAwaited) await after(200);
      if (isAwaited) isAnswered = true;
      response.writeHead(204).end();
    };
    const ids: Record<string, string> = {};
    for (const name of names) {
      ids[name] = String(await post(sandbox.url, key, name));
      if (name === "beforeAnswer") expect(isAnswered).toBe(true);
    }
    // The next to arrive brings on what was held back for it.
    const deliveries = await settledDeliveries(key);

    /** What came for a comment, and what the client made of it. */
    const cameFor = (name: string) => {
      const good = receiver.received.find(
        ({ webhook }) => webhook.kind === "comment" && webhook.comment.id === ids[name],
      ) as Received;
      const start = good.body.subarray(0, 90);
      const came = receiver.received.filter(({ body }) => body.subarray(0, 90).equals(start));
      return { good, came, kinds: came.map(({ webhook }) => webhook.kind) };
    };
    for (const name of ["clear", "late", "outOfOrder", "beforeAnswer", "older", "otherFirst"])
      expect([name, ...cameFor(name).kinds]).toEqual([name, "comment"]);
    const twice = cameFor("twice").came;
    expect(twice.map(({ webhook }) => webhook.kind)).toEqual(["comment", "comment"]);
    expect([twice[1]?.body, twice[1]?.signature]).toEqual([twice[0]?.body, twice[0]?.signature]);
    for (const name of ["truncated", "wronglySigned", "unsigned"]) {
      const { came, kinds, good } = cameFor(name);
      expect([name, ...kinds]).toEqual([name, "forged", "comment"]);
      const [spoiled] = came as [Received];
      const isWhole = name !== "truncated";
      expect(spoiled.body.equals(isWhole ? good.body : good.body.subarray(0, good.body.length / 2))).toBe(
        true,
      );
      if (name === "unsigned") expect(spoiled.signature).toBeUndefined();
      else expect(spoiled.signature === good.signature).toBe(name === "truncated");
      expect(spoiled.signature ?? good.signature).toMatch(/^[0-9a-f]{64}$/);
    }
    const position = (name: string) => receiver.received.indexOf(cameFor(name).good);
    const other = receiver.received.findIndex(({ webhook }) => webhook.kind === "other");
    expect([other >= 0, other < position("otherFirst")]).toEqual([true, true]);
    expect(JSON.parse(cameFor("older").good.body.toString()).payload).toHaveProperty("comment");

    const [behind] = names
      .slice(names.indexOf("outOfOrder") + 1)
      .toSorted((one, other) => position(one) - position(other));
    expect(position("outOfOrder")).toBeGreaterThan(position(behind ?? ""));

    const attemptsOf = (name: string) =>
      deliveries.find(({ commentId }) => commentId === ids[name])?.attempts.map(({ weather }) => weather);
    for (const name of ["clear", "late", "outOfOrder", "beforeAnswer", "older"])
      expect(attemptsOf(name)).toEqual([name]);
    for (const name of ["twice", "truncated", "wronglySigned", "unsigned", "otherFirst"])
      expect(attemptsOf(name)).toEqual([name, "clear"]);
    // Time-ordered ids begin with the millisecond.
    const createdAt = Number.parseInt(String(ids.late).replaceAll("-", "").slice(0, 12), 16);
    const late = deliveries.find(({ commentId }) => commentId === ids.late)?.attempts[0]?.at;
    expect(Date.parse(late ?? "") - createdAt).toBeGreaterThanOrEqual(3_000);
  });

  it("have the same weather for the same ordinal, whoever posts beside them and however it ends", async () => {
    const weather = ["unsigned", "clear", "twice"];
    // What is refused comes again, and has its weather all the same.
    const refused = new Set<string>();
    receiver.answer = (response) => {
      const { webhook } = receiver.received.at(-1) as Received;
      const isFirst = webhook.kind === "comment" && !refused.has(webhook.comment.id);
      if (isFirst) refused.add(webhook.comment.id);
      response.writeHead(webhook.kind === "forged" || isFirst ? 500 : 204).end();
    };
    const keys = [`test_${driver}-one`, `test_${driver}-two`, `test_${driver}-one:other`];
    for (const key of keys) await setWebhook(sandbox.url, key, { url: address, secret, weather });
    const postTo = (key: string, index: number) => {
      const caseId = key.endsWith(":other") ? { caseId: "00000000-0000-4000-8000-000000000403" } : {};
      return post(sandbox.url, key, `${key} ${index}`, caseId);
    };
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => Promise.all(keys.map((key) => postTo(key, index)))),
    );
    for (const key of keys) {
      const first = (await settledDeliveries(key)).map(({ attempts }) => attempts[0]?.weather);
      expect(first.toSorted()).toEqual(weather.flatMap((name) => Array(4).fill(name)).toSorted());
    }
    receiver.answer = (response) => void response.writeHead(204).end();
    // Set anew, it begins anew.
    const [key = ""] = keys;
    await setWebhook(sandbox.url, key, { url: address, secret, weather });
    for (const name of weather) {
      const id = await postTo(key, 0);
      const deliveries = await settledDeliveries(key);
      expect(deliveries.find(({ commentId }) => commentId === id)?.attempts[0]?.weather).toBe(name);
    }
  });
});
