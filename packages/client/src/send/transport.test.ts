import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { startServer } from "../../test/recording-server.ts";
import { partsOfText } from "../request/json-body.ts";
import { OneShotBody } from "../request/one-shot-body.ts";
import { sendBlob, sendStream } from "./transport.ts";

function request(baseUrl: string, json = '{"text":"✓"}') {
  const { signal } = new AbortController();
  const body = new OneShotBody(partsOfText(json), signal);
  return { body, url: `${baseUrl}/cases`, head: { method: "POST", headers: {}, signal } };
}

describe("sendStream", () => {
  it("hands out nothing before the connection asks for it", async () => {
    const { url, head, body } = request("http://127.0.0.1");
    await sendStream(
      async () => {
        for (let turn = 0; turn < 20; turn++) await setImmediate();
        return new Response();
      },
      url,
      head,
      body,
    );
    expect(body.sentBytes).toBe(0);
  });

  it("hands out the closing brace by itself, and only when it is asked for", async () => {
    const { url, head, body } = request("http://127.0.0.1", JSON.stringify({ text: "✓".repeat(4096) }));
    await sendStream(
      async (_, init) => {
        const reader = (init.body as ReadableStream<Uint8Array>).getReader();
        await reader.read();
        for (let turn = 0; turn < 20; turn++) await setImmediate();
        expect(body.left).toBe(1);
        expect((await reader.read()).value).toEqual(new TextEncoder().encode("}"));
        return new Response();
      },
      url,
      head,
      body,
    );
    expect(body.left).toBe(0);
  });

  it("takes a 401 for an answer, not for a wish to send the body again", async () => {
    const { baseUrl, requests } = await startServer((response) => {
      response.writeHead(401, { "www-authenticate": "Basic" }).end();
    });
    const { url, head, body } = request(baseUrl);
    expect((await sendStream(fetch, url, head, body)).status).toBe(401);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ body: '{"text":"✓"}', headers: { "content-length": "14" } });
  });
});

describe("sendBlob", () => {
  it("sends the whole body with its length, and keeps a redirect for the caller", async () => {
    const { baseUrl, requests } = await startServer((response) => {
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    const { signal } = new AbortController();
    const body = new OneShotBody(partsOfText('{"text":"✓"}'), signal);
    const head = { method: "POST", headers: {}, signal };
    const response = await sendBlob(fetch, `${baseUrl}/cases`, head, body);
    expect(response.status).toBe(307);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ body: '{"text":"✓"}', headers: { "content-length": "14" } });
    expect(body.left).toBe(0);
  });
});

describe.each([
  ["sendStream", sendStream],
  ["sendBlob", sendBlob],
])("%s without a body", (_, send) => {
  it("sends nothing but the head, and follows no redirect", async () => {
    const { baseUrl: elsewhere, requests: strays } = await startServer();
    const { baseUrl, requests } = await startServer((response) => {
      response.writeHead(307, { location: elsewhere }).end();
    });
    const { signal } = new AbortController();
    const head = { method: "GET", headers: {}, signal };
    await send(fetch, `${baseUrl}/cases`, head, undefined).catch(() => {});
    expect(requests).toMatchObject([{ method: "GET", body: "" }]);
    expect(strays).toEqual([]);
  });
});
