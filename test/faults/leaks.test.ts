import { fileURLToPath } from "node:url";
import { createClient, unwrap } from "@case-comments/client";
import { describe, expect, it } from "vitest";
import { apiKey, author, caseId, leaksIn, text } from "./canaries.ts";
import { runFaultCase } from "./fault-case.ts";
import { caseOf } from "./fault-matrix.ts";
import { logOutputs } from "./log-outputs.ts";
import { RemoteProgram } from "./remote-program.ts";

const faultCases = [
  "no fault",
  "port refused",
  "reset after the body",
  "stall after the body",
  "aborted while waiting for the response",
  "a 200 that quotes the request",
  "500 that quotes the request",
  "400 that quotes the request",
  "404 caseNotFound",
  "307 to another origin",
  "a source that is broken",
].map(caseOf);

const start = (...args: string[]) =>
  new RemoteProgram(process.execPath, [fileURLToPath(new URL("program.ts", import.meta.url)), ...args]);

describe.concurrent("no secret shows", () => {
  it("in a program that logs all it can", async ({ expect }) => {
    const program = start();
    for (const faultCase of faultCases) {
      const { deviations } = await runFaultCase(faultCase, "exact", (call) => program.make(call));
      expect(deviations).toEqual([]);
    }
    expect(await program.end()).toBe(0);
    expect(program.output).toContain("CaseCommentsError");
    expect(leaksIn(program.output)).toEqual([]);
  });

  it.for(faultCases.slice(1))("in a program that dies of it: $name", async (faultCase, { expect }) => {
    let program = start("crash");
    await runFaultCase(faultCase, "exact", (call) => {
      // A second try finds the program of the first one dead.
      if (program.output !== "") program = start("crash");
      return program.make(call);
    });
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
      expect(leaksIn(logOutputs(shown).join("\n"))).toEqual([]);
    }
    expect(thrown).not.toHaveProperty("cause");
  });
});

it("the search for secrets finds those that show", () => {
  const output = logOutputs({ text, hidden: new Error(apiKey) }).join("\n");
  expect(leaksIn(output)).toEqual(["the API key", "the text"]);
});
