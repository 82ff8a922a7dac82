import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterEach, expect, it, vi } from "vitest";
import { firstWebhook } from "./first-webhook.ts";

afterEach(() => void vi.useRealTimers());

/** A sandbox that answers to the address of a webhook with a status, and never sends one. */
async function silentSandbox(status: number) {
  const server = createServer(async (request, response) => {
    await buffer(request);
    response.writeHead(status).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void server.close() };
}

it("says that the sandbox refuses to send one", async () => {
  using sandbox = await silentSandbox(400);
  const webhook = await firstWebhook(sandbox.url, "test_key");
  expect(await webhook()).toEqual({ problem: "The sandbox sends no webhook to this machine (400)." });
});

it("says that none has come", async () => {
  using sandbox = await silentSandbox(200);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const webhook = await firstWebhook(sandbox.url, "test_key");
  const outcome = webhook();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await outcome).toEqual({
    problem: "The webhook of the first comment has not come within 30 seconds.",
  });
});
