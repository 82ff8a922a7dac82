import { inspect } from "node:util";
import { environments } from "@case-comments/contract";
import { afterEach, describe, expect, it, vi } from "vitest";
import { apiKey, caseId, comment, leaksOf } from "../test/canaries.ts";
import { startServer } from "../test/recording-server.ts";
import { type ClientOptions, createClient } from "./index.ts";

const baseUrl = "https://api.example";

afterEach(() => vi.unstubAllGlobals());

describe("createClient", () => {
  it.each([
    ["neither server", { apiKey }],
    ["both servers", { apiKey, baseUrl, environment: "staging" }],
    ["an unknown environment", { apiKey, environment: "constructor" }],
    ["no URL", { apiKey, baseUrl: "planted-" }],
    ["another protocol", { apiKey, baseUrl: "ftp://planted-" }],
    ["plain http to another machine", { apiKey, baseUrl: "http://planted-" }],
    ["plain http to what only looks like this machine", { apiKey, baseUrl: "http://127.0.0.1.planted-" }],
    ["a user in the URL", { apiKey, baseUrl: "https://planted-@api.example" }],
    ["a query in the URL", { apiKey, baseUrl: `${baseUrl}?planted-` }],
    ["an empty query in the URL", { apiKey, baseUrl: `${baseUrl}/planted-?` }],
    ["an empty fragment in the URL", { apiKey, baseUrl: `${baseUrl}/planted-#` }],
    ["no key", { baseUrl }],
    ["an empty key", { apiKey: "", baseUrl }],
    ["a key with a line break", { apiKey: `${apiKey}\n`, baseUrl }],
    ["a key with a space", { apiKey: `${apiKey} `, baseUrl }],
    ["a key that no header can hold", { apiKey: `${apiKey}✓`, baseUrl }],
    ["no time", { apiKey, baseUrl, timeout: 0 }],
    ["more time than a timer takes", { apiKey, baseUrl, timeout: 2 ** 31 }],
    ["half a retry", { apiKey, baseUrl, retries: 0.5 }],
    ["an empty limit", { apiKey, baseUrl, maxBodyBytes: 0 }],
    ["a fetch that is none", { apiKey, baseUrl, fetch: {} }],
    ["a hook that is none", { apiKey, baseUrl, onEvent: {} }],
  ])("refuses %s, and quotes nothing", (_, options) => {
    let error: unknown;
    try {
      createClient(options as ClientOptions);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TypeError);
    expect(leaksOf(inspect(error, { showHidden: true }))).toEqual([]);
  });

  it.each(["https://api.example/some/path/", "http://localhost:4010", "http://127.0.0.2", "http://[::1]:80"])(
    "takes %s",
    (url) => {
      expect(() => createClient({ apiKey, baseUrl: url })).not.toThrow();
    },
  );

  it("takes plain http to another machine if told to", () => {
    expect(() => createClient({ apiKey, baseUrl: "http://mock:4010", insecureHttp: true })).not.toThrow();
  });

  it.each(Object.entries(environments))("sends to the contract's %s", async (environment, url) => {
    let asked: string | undefined;
    const client = createClient({
      apiKey,
      environment: environment as "staging",
      fetch: async (to) => {
        asked = to;
        return new Response();
      },
    });
    await client.addComment(caseId, comment);
    expect(asked).toBe(`${url}/api/v1/cases/${caseId}`);
  });

  it("heeds a fetch that is replaced later", async () => {
    const client = createClient({ apiKey, baseUrl });
    vi.stubGlobal("fetch", async () => new Response("", { status: 503 }));
    expect(await client.addComment(caseId, comment)).toMatchObject({ error: { status: 503 } });
  });

  it("refuses to work in a browser", () => {
    vi.stubGlobal("window", {});
    vi.stubGlobal("document", {});
    expect(() => createClient({ apiKey, baseUrl })).toThrow("the API key would be public");
  });

  it.each([301, 302, 303, 307, 308])("follows no %i", async (status) => {
    const { baseUrl: elsewhere, requests } = await startServer();
    const { baseUrl: from } = await startServer((response) => {
      response.writeHead(status, { location: elsewhere }).end();
    });
    const result = await createClient({ apiKey, baseUrl: from }).addComment(caseId, comment);
    expect(result).toMatchObject({ ok: false, error: { delivery: "unknown" } });
    expect(requests).toHaveLength(0);
  });
});
