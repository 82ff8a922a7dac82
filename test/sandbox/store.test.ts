import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClaimedEvent, Room } from "../../apps/sandbox/src/store/claim-events.ts";
import type { NewComment } from "../../apps/sandbox/src/store/comments.ts";
import { openPostgresStore } from "../../apps/sandbox/src/store/postgres/postgres-store.ts";
import { openSqliteStore } from "../../apps/sandbox/src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../apps/sandbox/src/store/store.ts";
import type { Caller, Tenant } from "../../apps/sandbox/src/store/tenants.ts";
import { PostgresServer, postgresPrograms } from "./postgres-server.ts";

const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const otherCase = "0b3f6a3e-1d52-4f0e-8a57-3a4d1c9e7f21";
const createdAt = "2026-08-26T09:30:00.000Z";

function tenantNamed(id: string): Tenant {
  const organization = (name: string, caseId: string) => ({
    id: name,
    name,
    keys: [
      { hash: `${id} ${name}`, readsRestricted: true },
      { hash: `${id} ${name} outsider`, readsRestricted: false },
    ],
    caseIds: [caseId],
    assignees: [{ email: `jonas@${name}.example` }],
  });
  return { id, organizations: [organization("clinic", aCase), organization("lab", otherCase)] };
}

const programs = postgresPrograms();

const drivers = [
  {
    driver: "SQLite in memory",
    open: async () => ({ store: await openSqliteStore({ alone: true }), remove: async () => {} }),
  },
  {
    driver: "SQLite in a folder",
    async open() {
      const folder = mkdtempSync(join(tmpdir(), "sandbox-sqlite-"));
      return {
        store: await openSqliteStore({ folder, alone: true }),
        remove: async () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  },
  ...(programs
    ? [
        {
          driver: "PostgreSQL",
          async open() {
            const server = new PostgresServer(programs);
            await server.start();
            return { store: await openPostgresStore(server.url), remove: () => server.remove() };
          },
        },
      ]
    : []),
];

describe.each(drivers)("a store in $driver", ({ open }) => {
  let store: Store;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    ({ store, remove } = await open());
  });
  afterAll(async () => {
    await store?.close();
    await remove?.();
  });

  let tenants = 0;
  /** A new tenant, and the callers of its two organizations. */
  async function newTenant() {
    tenants += 1;
    const tenant = tenantNamed(`tenant ${tenants}`);
    await store.run("createTenant", { tenant, createdAt });
    const caller = (name: string) => ({ keyHash: `${tenant.id} ${name}` });
    return { tenant, clinic: caller("clinic"), outsider: caller("clinic outsider"), lab: caller("lab") };
  }

  async function commentsOf(caller: Caller, caseId = aCase) {
    const page = await store.run("listComments", { caller, caseId, limit: 10, most: 1e9 });
    if (typeof page === "string") throw new Error(page);
    return page.comments;
  }

  let comments = 0;
  function newComment(overrides: Partial<NewComment> = {}): NewComment {
    comments += 1;
    const id = `comment ${comments}`;
    return {
      id,
      createdAt,
      isRestricted: false,
      webhookNotify: true,
      communication: { text: id },
      attachments: [],
      ...overrides,
    };
  }

  it("knows a key, and no other", async () => {
    const { tenant, clinic } = await newTenant();
    expect(await store.run("findPrincipal", clinic)).toEqual({
      tenant: tenant.id,
      organization: "clinic",
      readsRestricted: true,
    });
    expect(await store.run("findPrincipal", { keyHash: "nobody's" })).toBeUndefined();
  });

  it("makes a tenant once, however many ask at the same time", async () => {
    const { tenant } = await newTenant();
    await Promise.all(Array.from({ length: 20 }, () => store.run("createTenant", { tenant, createdAt })));
    const born = tenantNamed("asked for by many");
    await Promise.all(
      Array.from({ length: 20 }, () => store.run("createTenant", { tenant: born, createdAt })),
    );
    expect(await store.run("listAssignees", { keyHash: `${born.id} lab` })).toEqual([
      { email: "jonas@lab.example" },
    ]);
  });

  it("gives back what it was told, byte for byte", async () => {
    const { clinic } = await newTenant();
    const text = "U+0000 \u0000, a lone surrogate \ud800, 'quotes' \"of\" both kinds; DROP TABLE comments; ?";
    const content = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
    const comment = newComment({
      communication: { text, author: { email: "rosa@clinic.example" } },
      attachments: [
        { facts: { fileName: "../../etc/passwd\u0000.pdf" }, isRestricted: false, content: content.slice() },
        { facts: { fileName: "empty" }, isRestricted: false, content: new Uint8Array() },
      ],
    });
    expect(await store.run("addComment", { caller: clinic, caseId: aCase.toUpperCase(), comment })).toBe(
      "created",
    );
    const [read] = await commentsOf(clinic);
    expect(read).toEqual({
      id: comment.id,
      createdAt,
      communication: comment.communication,
      attachments: [
        { position: 0, size: 70_000, facts: comment.attachments[0]?.facts },
        { position: 1, size: 0, facts: { fileName: "empty" } },
      ],
    });
    const file = await store.run("readAttachment", {
      caller: clinic,
      commentId: comment.id,
      position: 0,
      most: 1e9,
    });
    expect(typeof file === "string" ? file : Buffer.compare(file.content ?? Buffer.alloc(0), content)).toBe(
      0,
    );
  });

  it("adds nothing to a case that is not there, or another organization's", async () => {
    const { clinic, lab } = await newTenant();
    const add = (caseId: string) =>
      store.run("addComment", { caller: clinic, caseId, comment: newComment() });
    expect(await add("ffffffff-ffff-4fff-8fff-ffffffffffff")).toBe("caseNotFound");
    expect(await add(otherCase)).toBe("permissionDenied");
    expect(await commentsOf(lab, otherCase)).toEqual([]);
  });

  it("shows what is restricted only to those who may read it", async () => {
    const { clinic, outsider } = await newTenant();
    const restricted = { facts: { fileName: "internal" }, isRestricted: true, content: new Uint8Array(3) };
    const open = newComment({ attachments: [restricted] });
    const note = newComment({ isRestricted: true, attachments: [{ ...restricted, isRestricted: false }] });
    for (const comment of [open, note])
      await store.run("addComment", { caller: clinic, caseId: aCase, comment });
    const seen = async (caller: Caller) =>
      (await commentsOf(caller)).map(({ id, attachments }) => [id, attachments.length]);
    expect(await seen(clinic)).toEqual([
      [open.id, 1],
      [note.id, 1],
    ]);
    expect(await seen(outsider)).toEqual([[open.id, 0]]);
    for (const { id } of [open, note])
      expect(
        await store.run("readAttachment", { caller: outsider, commentId: id, position: 0, most: 1e9 }),
      ).toBe("attachmentNotFound");
  });

  it("pages through a case without a gap or a repeat", async () => {
    const { clinic } = await newTenant();
    const added = Array.from({ length: 25 }, (_, index) =>
      newComment({ createdAt: `2026-08-26T09:30:0${Math.floor(index / 10)}.000Z` }),
    );
    for (const comment of added) await store.run("addComment", { caller: clinic, caseId: aCase, comment });
    const read: string[] = [];
    for (let after: string | undefined, hasMore = true; hasMore; ) {
      const page = await store.run("listComments", {
        caller: clinic,
        caseId: aCase,
        after,
        limit: 7,
        most: 1e9,
      });
      if (typeof page === "string") throw new Error(page);
      read.push(...page.comments.map(({ id }) => id));
      after = page.comments.at(-1)?.id;
      hasMore = page.hasMore;
    }
    expect(read).toEqual(added.map(({ id }) => id));
  });

  it("keeps the order in which comments came, wherever the clock goes", async () => {
    const { clinic } = await newTenant();
    const add = async (minute: number) => {
      const comment = newComment({ createdAt: `2026-08-26T09:${minute}:00.000Z` });
      await store.run("addComment", { caller: clinic, caseId: aCase, comment });
      return comment.id;
    };
    const ids = [await add(30), await add(50)];
    const after = ids.at(-1);
    ids.push(await add(40), await add(10));
    expect((await commentsOf(clinic)).map(({ id }) => id)).toEqual(ids);
    const page = await store.run("listComments", {
      caller: clinic,
      caseId: aCase,
      after,
      limit: 10,
      most: 1e9,
    });
    expect(typeof page === "string" ? page : page.comments.map(({ id }) => id)).toEqual(ids.slice(2));
  });

  it("gives the latest deliveries, wherever the clock went, by which ids are made", async () => {
    const { tenant, clinic } = await newTenant();
    const webhook = { url: "https://clinic.example/events", secret: "of-the-clinic", weather: [] };
    const form = { form: "current", payload: "event", files: "content" } as const;
    expect(await store.run("setWebhook", { caller: clinic, webhook: { ...webhook, ...form } })).toBe("set");
    const ids = Array.from(
      { length: 101 },
      (_, n) => `00000000-0000-7000-8000-${String(900 - n).padStart(12, "0")}`,
    );
    for (const id of ids)
      await store.run("addComment", { caller: clinic, caseId: aCase, comment: newComment({ id }) });
    const deliveries = await store.run("listDeliveries", { caller: clinic });
    if (typeof deliveries === "string") throw new Error(deliveries);
    expect(deliveries.map(({ commentId }) => commentId)).toEqual(ids.toReversed().slice(0, 100));
    // What is owed here would be given out to the tests of events.
    await store.run("resetTenant", { tenant: tenant.id });
  });

  it("ends a page before it gets too large, whatever its comments hold", async () => {
    const { clinic } = await newTenant();
    const long = { text: "x".repeat(3_000_000) };
    const longName = { facts: { fileName: "x".repeat(3_000_000) }, isRestricted: false };
    const added = Array.from({ length: 9 }, (_, index) =>
      index % 2 === 0
        ? newComment({ communication: long })
        : newComment({ attachments: [{ ...longName, content: new Uint8Array(1) }] }),
    );
    for (const comment of added) await store.run("addComment", { caller: clinic, caseId: aCase, comment });
    const pages: number[][] = [];
    for (let after: string | undefined, hasMore = true; hasMore; ) {
      const page = await store.run("listComments", {
        caller: clinic,
        caseId: aCase,
        after,
        limit: 100,
        most: 1e9,
      });
      if (typeof page === "string") throw new Error(page);
      pages.push(page.comments.map(({ attachments }) => attachments.length));
      after = page.comments.at(-1)?.id;
      hasMore = page.hasMore;
    }
    expect(pages).toEqual([
      [0, 1, 0],
      [1, 0, 1],
      [0, 1, 0],
    ]);
  });

  it("keeps all of a comment or nothing of it", async () => {
    const { clinic } = await newTenant();
    const file = { isRestricted: false, content: new Uint8Array(3) };
    // The second can't be put into JSON, and the comment and the first file have been written by then.
    const comment = newComment({
      attachments: [
        { facts: {}, ...file },
        { facts: { size: 1n }, ...file },
      ],
    });
    const lost = store.run("addComment", { caller: clinic, caseId: aCase, comment });
    const kept = store.run("addComment", { caller: clinic, caseId: aCase, comment: newComment() });
    await expect(lost).rejects.toThrow("The database can't be reached or written");
    expect(await kept).toBe("created");
    expect(await commentsOf(clinic)).toHaveLength(1);
  });

  it("adds what comes at the same time, whatever becomes of one of them", async () => {
    const { clinic, lab } = await newTenant();
    const first = newComment();
    await store.run("addComment", { caller: clinic, caseId: aCase, comment: first });
    const add = (caller: Caller, caseId: string, changes: Partial<NewComment> = {}) =>
      store
        .run("addComment", { caller, caseId, comment: newComment(changes) })
        .catch(({ message }) => message);
    const outcomes = await Promise.all([
      add(clinic, aCase),
      add(clinic, aCase, { id: first.id }),
      add(clinic, otherCase),
      add({ keyHash: "nobody's" }, aCase),
      add(clinic, aCase, { communication: { text: 1n } }),
      add(clinic, "ffffffff-ffff-4fff-8fff-ffffffffffff"),
      add(lab, otherCase.toUpperCase()),
      add(clinic, aCase, { attachments: [{ facts: {}, isRestricted: false, content: new Uint8Array(3) }] }),
    ]);
    const failed = "The database can't be reached or written";
    expect(outcomes).toEqual([
      "created",
      failed,
      "permissionDenied",
      "unknownApiKey",
      failed,
      "caseNotFound",
      "created",
      "created",
    ]);
    expect(await commentsOf(clinic)).toHaveLength(3);
    expect(await commentsOf(lab, otherCase)).toHaveLength(1);
  });

  it("adds what comes with something that can't be written, because it is nested too deeply", async () => {
    const { clinic } = await newTenant();
    const add = (changes: Partial<NewComment> = {}) =>
      store
        .run("addComment", { caller: clinic, caseId: aCase, comment: newComment(changes) })
        .catch(({ message }) => message);
    const deep = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
    const outcomes = await Promise.all([add(), add({ communication: deep }), add()]);
    expect(outcomes).toEqual(["created", "The database can't be reached or written", "created"]);
    expect(await commentsOf(clinic)).toHaveLength(2);
  });

  it("keeps apart what many tenants add at the same time, without losing or repeating any of it", async () => {
    const several = await Promise.all(Array.from({ length: 40 }, newTenant));
    const added = several.flatMap(({ clinic, lab }) =>
      Array.from({ length: 3 }, () => [
        { caller: clinic, caseId: aCase, comment: newComment() },
        { caller: lab, caseId: otherCase, comment: newComment() },
      ]).flat(),
    );
    const outcomes = await Promise.all(added.map((input) => store.run("addComment", input)));
    expect(new Set(outcomes)).toEqual(new Set(["created"]));
    for (const { clinic, lab } of several) {
      for (const [caller, caseId] of [[clinic, aCase] as const, [lab, otherCase] as const]) {
        const own = added.filter((input) => input.caller === caller).map(({ comment }) => comment.id);
        const read = (await commentsOf(caller, caseId)).map(({ id }) => id);
        expect(read.toSorted()).toEqual(own.toSorted());
      }
    }
  });

  it("puts a tenant back to its beginning, and no other", async () => {
    const one = await newTenant();
    const other = await newTenant();
    for (const { clinic } of [one, other])
      await store.run("addComment", { caller: clinic, caseId: aCase, comment: newComment() });
    await store.run("resetTenant", { tenant: one.tenant.id });
    const count = async ({ clinic }: typeof one) => (await commentsOf(clinic)).length;
    expect(await count(one)).toBe(0);
    expect(await count(other)).toBe(1);
    expect(await store.run("listAssignees", one.clinic)).toEqual([{ email: "jonas@clinic.example" }]);
  });

  describe("events that are due", () => {
    const settings = {
      url: "http://receiver.example",
      secret: "a",
      form: "current",
      payload: "event",
    } as const;
    const tell = (caller: Caller, files: "content" | "link") =>
      store.run("setWebhook", { caller, webhook: { ...settings, files, weather: [] } });
    let added = 100;
    async function add(caller: Caller, caseId: string, ...sizes: number[]): Promise<string> {
      added += 1;
      const attachments = sizes.map((size) => ({
        isRestricted: false,
        facts: {},
        content: new Uint8Array(size),
      }));
      const comment = newComment({ id: `owed ${added}`, attachments });
      await store.run("addComment", { caller, caseId, comment });
      return comment.id;
    }
    async function claimed({ quick, slow, ...limits }: Limits = {}): Promise<ClaimedEvent[]> {
      const room = { most: 50, mostBytes: 1e9, largest: 1e9 };
      const rooms = { quick: { ...room, ...quick }, slow: { ...room, ...slow } };
      const { claimed } = await store.run("claimEvents", { rooms, busy: [], ...limits });
      return claimed.toSorted((one, other) => (one.commentId < other.commentId ? -1 : 1));
    }
    const claim = async (limits?: Limits) => (await claimed(limits)).map(({ commentId }) => commentId);
    interface Limits {
      quick?: Partial<Room>;
      slow?: Partial<Room>;
      busy?: { tenant: string; organization: string }[];
    }

    it("are given out until their files are too much, the oldest first", async () => {
      const { clinic } = await newTenant();
      await tell(clinic, "content");
      const first = await add(clinic, aCase, 6_000, 4_000);
      const second = await add(clinic, aCase, 1_000);
      const third = await add(clinic, aCase, 300_000);
      expect(await claim({ quick: { mostBytes: 10_000 } })).toEqual([first]);
      // A small one passes by.
      const fourth = await add(clinic, aCase, 1_000);
      expect(await claim({ quick: { most: 1, largest: 2_000 } })).toEqual([second]);
      expect(await claim({ quick: { largest: 2_000 } })).toEqual([fourth]);
      const [fifth, sixth] = [await add(clinic, aCase, 400_000), await add(clinic, aCase, 1_000)];
      expect(await claim({ quick: { mostBytes: 1_000 } })).toEqual([third]);
      // Files that are not brought any more are no weight.
      await tell(clinic, "link");
      const seventh = await add(clinic, aCase, 1_000_000);
      expect(await claim({ quick: { mostBytes: 1_000 } })).toEqual([fifth, sixth, seventh].toSorted());
    });

    it("wait by themselves where the receiver is slow, until the address is another or it is quick again", async () => {
      const { tenant, clinic, lab } = await newTenant();
      for (const caller of [clinic, lab]) await tell(caller, "content");
      const event = { tenant: tenant.id, organization: "clinic" };
      const none = { most: 0 };
      const before = await add(clinic, aCase);
      await store.run("setSlow", { event, isSlow: true });
      const after = await add(clinic, aCase);
      const ofLab = await add(lab, otherCase);
      expect(await claim({ slow: none })).toEqual([ofLab]);
      expect(await claim({ quick: none, slow: { most: 1 } })).toEqual([before]);
      await store.run("setSlow", { event, isSlow: false });
      const quickAgain = await add(clinic, aCase);
      expect(await claim({ slow: none })).toEqual([quickAgain]);
      await tell(clinic, "content");
      expect(await claim({ slow: none })).toEqual([after]);
    });

    it("wait among the slow where they were tried in vain, so that they hold up none that is new", async () => {
      const { clinic } = await newTenant();
      await tell(clinic, "content");
      const ids = [await add(clinic, aCase), await add(clinic, aCase)];
      const events = await claimed();
      expect(events.map(({ commentId }) => commentId)).toEqual(ids);
      const attempt = { at: createdAt, status: 500, weather: "clear" } as const;
      for (const [index, event] of events.entries())
        await store.run("endAttempt", {
          event,
          attempt,
          nextInMs: 0,
          nextWeather: "clear",
          isFailed: index === 0,
          releases: false,
        });
      expect(await claim({ quick: { most: 0 } })).toEqual(ids.slice(0, 1));
      expect(await claim({ slow: { most: 0 } })).toEqual(ids.slice(1));
    });

    it("are given out a few of each organization, and none of those that have enough", async () => {
      const { tenant, clinic, lab } = await newTenant();
      for (const caller of [clinic, lab]) await tell(caller, "content");
      const ofClinic: string[] = [];
      for (let count = 0; count < 18; count += 1) ofClinic.push(await add(clinic, aCase));
      const ofLab = await add(lab, otherCase);
      expect(await claim({})).toEqual([...ofClinic.slice(0, 16), ofLab]);
      const busy = [{ tenant: tenant.id, organization: "clinic" }];
      const another = await add(lab, otherCase);
      expect(await claim({ busy })).toEqual([another]);
      expect(await claim({})).toEqual(ofClinic.slice(16));
    });
  });
});

describe("a folder", () => {
  it("has one sandbox at a time, and keeps what it was told", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-sqlite-"));
    try {
      const first = await openSqliteStore({ folder, alone: true });
      await first.run("createTenant", { tenant: tenantNamed("kept"), createdAt });
      await expect(openSqliteStore({ folder, alone: true })).rejects.toMatchObject({ code: "IN_USE" });
      await first.close();
      const second = await openSqliteStore({ folder, alone: true });
      expect(await second.run("findPrincipal", { keyHash: "kept lab" })).toMatchObject({ tenant: "kept" });
      await second.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
