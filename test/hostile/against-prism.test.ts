import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { operation } from "@case-comments/contract";
import { type Mock, startMock } from "@case-comments/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutOwnValues } from "../contract/own-values.ts";
import { prismBundle } from "../contract/prism-bundle.ts";
import { path, validJson } from "./requests.ts";

const prismCli = fileURLToPath(new URL("../../node_modules/.bin/prism", import.meta.url));
const documented = operation("addCaseComment").responseExamples;
const invalidJson = '{"action":"ADD_COMMUNICATION","communication":{}}';

describe("the mock and the stock Prism CLI", () => {
  let mock: Mock;
  let prism: ChildProcess;
  let prismUrl: string;
  let bundle: Awaited<ReturnType<typeof prismBundle>>;

  beforeAll(async () => {
    mock = await startMock();
    bundle = await prismBundle();
    const port = await freePort();
    prismUrl = `http://127.0.0.1:${port}`;
    prism = spawn(process.execPath, [prismCli, "mock", "-h", "127.0.0.1", "-p", String(port), bundle.file], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    prism.stdout?.on("data", (chunk) => {
      printed += chunk;
    });
    while (!printed.includes("listening")) await once(prism.stdout as NodeJS.EventEmitter, "data");
  });
  afterAll(async () => {
    prism.kill();
    await Promise.all([once(prism, "close"), mock.close(), bundle.remove()]);
  });

  const ask = async (url: string, body: string, prefer: string) => {
    const headers = { "cv-api-key": "k", "content-type": "application/json", ...(prefer ? { prefer } : {}) };
    const response = await fetch(url + path, { method: "POST", headers, body });
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      body: (await response.json()) as unknown,
    };
  };

  it.for([
    "",
    "example=commentCreated",
    "dynamic=false",
    "dynamic=true, seed=planted",
    "code=404, dynamic=true, seed=planted",
    "respond-async",
    ...new Set(documented.map(({ status }) => `code=${status}`)),
    ...documented.map(({ status, name }) => `code=${status}, example=${name}`),
  ])("answer a valid request alike with Prefer: %s", async (prefer) => {
    const [ours, theirs] = [await ask(mock.url, validJson, prefer), await ask(prismUrl, validJson, prefer)];
    // Only where an example is asked for by its name does a success come without an id of its own.
    if (prefer.includes("example=") || prefer.includes("dynamic=true")) expect(ours).toEqual(theirs);
    expect({ ...ours, body: withoutOwnValues(ours.body) }).toEqual({
      ...theirs,
      body: withoutOwnValues(theirs.body),
    });
  });

  it.for(documented.filter(({ status }) => status === 400).map(({ name }) => `code=400, example=${name}`))(
    "answer an invalid request alike with Prefer: %s",
    async (prefer) => {
      expect(await ask(mock.url, invalidJson, prefer)).toEqual(await ask(prismUrl, invalidJson, prefer));
    },
  );

  it.for(["code=200", "code=200, example=commentCreated", "dynamic=true"])(
    "refuse an invalid request whatever success is preferred: %s",
    async (prefer) => {
      expect((await ask(prismUrl, invalidJson, prefer)).status).toBe(400);
      expect((await ask(mock.url, invalidJson, prefer)).body).toMatchObject({
        error: "Missing required field `text`",
      });
    },
  );

  it.for([
    [404, "code=418"],
    [404, "example=noSuchExample"],
    [422, "code=abc"],
    [422, "dynamic=yes"],
  ] as const)("give status %i to Prefer: %s", async ([status, prefer]) => {
    expect((await ask(prismUrl, validJson, prefer)).status).toBe(status);
    expect((await ask(mock.url, validJson, prefer)).status).toBe(status);
  });
});

/** A port that nobody has at the moment. Prism can't be told to take a free one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
