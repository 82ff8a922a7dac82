import { contract } from "@case-comments/contract";
import { jsonResponse } from "@case-comments/contract-server";
import { afterAll, describe, expect, it } from "vitest";
import { startMock } from "../start-mock.ts";
import { callDigests } from "./call-digest.ts";
import { responseTemplate } from "./response-template.ts";
import { uuidFrom } from "./uuid-from.ts";

const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const body = (text: string) =>
  JSON.stringify({
    action: "ADD_COMMUNICATION",
    communication: { text, isRestricted: false, author: { email: "rosa@clinic.example" } },
  });

const running: { close(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(running.map((mock) => mock.close()));
});

/** What a new mock answers to texts that are sent at the same time, by text and in order of their turn. */
async function answersOf(seed: string | undefined, texts: string[], headers: Record<string, string> = {}) {
  const mock = await startMock({ ...(seed === undefined ? {} : { seed }) });
  running.push(mock);
  return await Promise.all(
    texts.map(async (text) => {
      const response = await fetch(`${mock.url}/api/v1/cases/${caseId}`, {
        method: "POST",
        headers: { "cv-api-key": "key", "content-type": "application/json", ...headers },
        body: body(text),
      });
      const answer = (await response.json()) as { data: { commentId: string; createdAt: string } };
      expect(contract.checkResponse("addCaseComment", 200, answer)).toMatchObject({ ok: true });
      expect(Number(response.headers.get("content-length"))).toBe(JSON.stringify(answer).length);
      return answer.data;
    }),
  );
}

describe("successes", () => {
  const texts = Array.from({ length: 40 }, (_, index) => `comment ${index % 30}`);

  it("have an id of their own, and the time that it is", async () => {
    const started = Date.now();
    const answers = await answersOf(undefined, texts);
    expect(new Set(answers.map(({ commentId }) => commentId)).size).toBe(texts.length);
    for (const { createdAt } of answers) {
      expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(started);
      expect(Date.parse(createdAt)).toBeLessThanOrEqual(Date.now());
    }
    const again = await answersOf(undefined, texts);
    expect(again[0]?.commentId).not.toBe(answers[0]?.commentId);
  });

  it("are the same in each run with a seed, in whatever order the calls arrive", async () => {
    const byText = async (order: string[]) => {
      const answers = await answersOf("a seed", order);
      return order.map((text, at) => `${text}: ${JSON.stringify(answers[at])}`).sort();
    };
    const first = await byText(texts);
    expect(new Set(first).size).toBe(texts.length);
    expect(await byText(texts.toReversed())).toEqual(first);
    expect((await answersOf("another", texts))[0]).not.toEqual((await answersOf("a seed", texts))[0]);
  });

  it("are the contract's example when that is asked for", async () => {
    const [answer] = await answersOf(undefined, ["…"], { prefer: "example=commentCreated" });
    const [example] = contract.operation("addCaseComment").responseExamples;
    expect(example?.body).toMatchObject({ data: answer });
  });
});

describe("the id of a call", () => {
  const ids = (seed: string) => {
    const digestOf = callDigests(seed);
    return (apiKey: string, url: string, content: Buffer) => {
      const { digits, before } = digestOf(apiKey, url, content);
      return uuidFrom(digits, before);
    };
  };

  it("depends on key, target, body and repetition", () => {
    const idOf = ids("seed");
    const content = Buffer.from("{}");
    const all = [
      idOf("key", "/a", content),
      idOf("key", "/a", content),
      idOf("other", "/a", content),
      idOf("key", "/b", content),
      idOf("key", "/a", Buffer.from("[]")),
      ids("another seed")("key", "/a", content),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(ids("seed")("key", "/a", content)).toBe(all[0]);
  });

  it("depends on the ends and the length of a large body", () => {
    const large = Buffer.alloc(200_000, "a");
    const changed = (at: number) => {
      const copy = Buffer.from(large);
      copy[at] = 98;
      return copy;
    };
    const all = [large, changed(0), changed(199_999), large.subarray(1)].map((content) =>
      ids("seed")("key", "/a", content),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it("never comes twice, even when it is forgotten what came", () => {
    const idOf = ids("seed");
    const content = Buffer.from("{}");
    const seen = new Set<string>();
    for (let at = 0; at < 100_010; at += 1) seen.add(idOf("key", `/${at}`, content));
    for (let at = 0; at < 100; at += 1) seen.add(idOf("key", `/${at}`, content));
    expect(seen.size).toBe(100_110);
  });

  it("is a UUID, whatever the digits and the counts", () => {
    for (const digits of ["0".repeat(40), "f".repeat(40)])
      for (const place of [0, 1, 65_536, 2 ** 32 - 1])
        expect(uuidFrom(digits, place)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
  });
});

describe("the template of a response", () => {
  const schema = {
    properties: {
      items: { items: { properties: { id: { format: "uuid" }, at: { format: "date-time" }, name: {} } } },
      owner: { allOf: [{ properties: { id: { format: "uuid" } } }] },
    },
  };
  const id = "e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b";
  const item = { id, at: "2024-09-04T12:00:00Z", name: id };

  it("has a slot for each id and time that the schema speaks of, and for nothing else", () => {
    const response = jsonResponse(200, "page", { owner: { id }, items: [item, item] });
    const template = responseTemplate(response, schema);
    const filled = template?.fill((index) => `id ${index}`.padEnd(36), "a time".padEnd(24));
    const parsed = JSON.parse(String(filled?.content));
    const ids = [parsed.owner.id, ...parsed.items.map(({ id }: { id: string }) => id)];
    expect(new Set(ids.map((each) => each.trim()))).toEqual(new Set(["id 0", "id 1", "id 2"]));
    for (const { at, name } of parsed.items)
      expect({ at: at.trim(), name }).toEqual({ at: "a time", name: id });
    expect(filled?.headers["content-length"]).toBe(String(filled?.content.length));
  });

  it("is none where there is nothing to fill in", () => {
    expect(responseTemplate(jsonResponse(204, "gone", undefined), schema)).toBeUndefined();
    expect(responseTemplate(jsonResponse(200, "empty", { items: [] }), schema)).toBeUndefined();
  });
});
