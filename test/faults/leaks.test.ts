import { fileURLToPath } from "node:url";
import { createClient, unwrap } from "@case-comments/client";
import { describe, expect, it } from "vitest";
import { apiKey, author, caseId, leaksIn, text } from "./patient.ts";
import { RemoteProgram } from "./remote-program.ts";
import { renderings } from "./renderings.ts";
import { trial } from "./trial.ts";
import type { Row } from "./verdicts/row.ts";
import { rows } from "./verdicts.ts";

const faults = [
  "no fault",
  "port refused",
  "reset after the body",
  "stall after the body",
  "aborted while waiting for the answer",
  "a 200 that quotes the request",
  "500 that quotes the request",
  "400 that quotes the request",
  "404 caseNotFound",
  "307 to another origin",
  "a source that is broken",
];
const chosen = faults.map((fault) => rows.find((row) => row.fault === fault) as Row);
const sizeOf = ({ expected }: Row) => (expected.small ? "small" : "large");

const start = (...args: string[]) =>
  new RemoteProgram(process.execPath, [fileURLToPath(new URL("program.ts", import.meta.url)), ...args]);

describe.concurrent("no secret shows", () => {
  it("in a program that logs all it can", async ({ expect }) => {
    const program = start();
    for (const row of chosen) {
      const { deviations } = await trial(row, sizeOf(row), "full", (call) => program.make(call));
      expect(deviations).toEqual([]);
    }
    expect(await program.end()).toBe(0);
    expect(program.output).toContain("AddCommentError");
    expect(leaksIn(program.output)).toEqual([]);
  });

  it.for(chosen.slice(1))("in a program that dies of it: $fault", async (row, { expect }) => {
    const program = start("crash");
    await trial(row, sizeOf(row), "full", (call) => program.make(call));
    expect(await program.end()).toBe(1);
    expect(program.output).toMatch(/^Node\.js v/m);
    expect(leaksIn(program.output)).toEqual([]);
  });

  it("of a fetch that fails with all it was given", async ({ expect }) => {
    const client = createClient({
      apiKey,
      baseUrl: "https://api.example",
      fetch: async (url, { headers }) => {
        const request = `${url} ${JSON.stringify(headers)} ${text}`;
        throw Object.assign(new Error(request), { headers, cause: new Error(request) });
      },
    });
    const result = await client.addComment(caseId, { text, isRestricted: true, author });
    const thrown = await (async () => unwrap(result))().catch((error: unknown) => error);
    for (const shown of [result, thrown, { result, thrown }]) {
      expect(leaksIn(renderings(shown).join("\n"))).toEqual([]);
    }
    expect(thrown).not.toHaveProperty("cause");
  });
});

it("the search for secrets finds those that show", () => {
  const output = renderings({ text, hidden: new Error(apiKey) }).join("\n");
  expect(leaksIn(output)).toEqual(["the API key", "the text"]);
});
