import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { startServer } from "../../testing/recording-server.ts";
import { BodyPlan } from "../body-plan.ts";
import { sendStream } from "./stream.ts";

function request(baseUrl: string) {
  const { signal } = new AbortController();
  const body = new BodyPlan(['{"text":"✓"}']).open(signal);
  return { body, head: { url: `${baseUrl}/cases`, method: "POST", headers: {}, signal } };
}

describe("sendStream", () => {
  it("hands out nothing before the connection asks for it", async () => {
    const { head, body } = request("http://127.0.0.1");
    await sendStream(
      async () => {
        for (let turn = 0; turn < 20; turn++) await setImmediate();
        return new Response();
      },
      head,
      body,
    );
    expect(body.sentBytes).toBe(0);
  });

  it("hands out the closing brace by itself, and only when it is asked for", async () => {
    const { head, body } = request("http://127.0.0.1");
    await sendStream(
      async (_, init) => {
        const reader = (init.body as ReadableStream<Uint8Array>).getReader();
        await reader.read();
        for (let turn = 0; turn < 20; turn++) await setImmediate();
        expect(body.isNearlySent).toBe(true);
        expect((await reader.read()).value).toEqual(new TextEncoder().encode("}"));
        return new Response();
      },
      head,
      body,
    );
    expect(body.closed).toBe(true);
  });

  it("takes a 401 for an answer, not for a wish to send the body again", async () => {
    const { baseUrl, requests } = await startServer((response) => {
      response.writeHead(401, { "www-authenticate": "Basic" }).end();
    });
    const { head, body } = request(baseUrl);
    expect((await sendStream(fetch, head, body)).status).toBe(401);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ body: '{"text":"✓"}', headers: { "content-length": "14" } });
  });
});
