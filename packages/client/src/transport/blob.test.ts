import { describe, expect, it } from "vitest";
import { startServer } from "../../testing/recording-server.ts";
import { BodyPlan } from "../body-plan.ts";
import { sendBlob } from "./blob.ts";

describe("sendBlob", () => {
  it("sends the whole body with its length, and keeps a redirect for the caller", async () => {
    const { baseUrl, requests } = await startServer((response) => {
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    const { signal } = new AbortController();
    const body = new BodyPlan(['{"text":"✓"}']).open(signal);
    const head = { url: `${baseUrl}/cases`, method: "POST", headers: {}, signal };
    const response = await sendBlob(fetch, head, body);
    expect(response.status).toBe(307);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ body: '{"text":"✓"}', headers: { "content-length": "14" } });
    expect(body.closed).toBe(true);
  });
});
