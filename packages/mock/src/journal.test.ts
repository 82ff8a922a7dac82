import type { Exchange } from "@case-comments/contract-server";
import { describe, expect, it } from "vitest";
import { Journal } from "./journal.ts";

const exchange = (apiKey: string, content = "{}"): Exchange => ({
  method: "POST",
  call: {
    operation: "addCaseComment",
    method: "POST",
    url: "/",
    path: { caseId: "a case" },
    headers: { "cv-api-key": apiKey },
  },
  body: { json: JSON.parse(content) },
  content: Buffer.from(content),
  status: 200,
  response: "commentCreated",
  ms: 1,
});

describe("the journal", () => {
  it("keeps the last 10,000 requests, and tells how many it has forgotten", () => {
    const journal = new Journal();
    for (let at = 0; at < 3; at += 1) journal.add(exchange("early"));
    for (let at = 0; at < 9_998; at += 1) journal.add(exchange("late"));
    expect(journal.page("early")).toMatchObject({ count: 3, forgotten: 1, entries: { length: 2 } });
    expect(journal.page()).toMatchObject({ count: 10_001, forgotten: 1, entries: { length: 10_000 } });
    for (let at = 0; at < 10_000; at += 1) journal.add(exchange("late"));
    expect(journal.page("early")).toMatchObject({ count: 3, entries: { length: 0 } });
    expect(journal.page("late")).toMatchObject({ count: 19_998, forgotten: 10_001 });
    expect(journal.requests("late")).toHaveLength(10_000);
  });

  it("doesn't count for keys without end", () => {
    const journal = new Journal();
    for (let key = 0; key < 12_000; key += 1) journal.add(exchange(String(key)));
    expect([0, 1_999, 2_000].map((key) => journal.count(String(key)))).toEqual([0, 0, 1]);
  });

  it("counts anew after a reset, whatever is forgotten then", () => {
    const journal = new Journal();
    for (let at = 0; at < 5; at += 1) journal.add(exchange("key"));
    journal.reset("key");
    for (let at = 0; at < 9_998; at += 1) journal.add(exchange("other"));
    journal.add(exchange("key"));
    expect(journal.page("key")).toMatchObject({ count: 1, entries: { length: 1 } });
    expect(journal.requests("key")).toHaveLength(1);
  });

  it("keeps 64 MB of bodies, the latest", () => {
    const journal = new Journal();
    const megabyte = JSON.stringify("x".repeat(999_998));
    for (let at = 0; at < 70; at += 1) journal.add(exchange("key", megabyte));
    const kept = journal.requests().map(({ body }) => body !== undefined);
    expect(kept).toEqual([...Array(6).fill(false), ...Array(64).fill(true)]);
  });

  it("does not count what browsers and probes ask by themselves", () => {
    const journal = new Journal();
    journal.add({ method: "GET", status: 200, response: "ready", ms: 1 });
    journal.add({ method: "POST", status: 404, response: "unknownPath", ms: 1 });
    expect(journal.requests()).toMatchObject([{ response: "unknownPath" }]);
  });
});
