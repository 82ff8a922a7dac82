import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import { expect, it, onTestFinished } from "vitest";
import { createClient } from "../create-client.ts";

const comment = { text: "Hello", isRestricted: false, author: { email: "rosa@clinic.example" } };
const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const program = new URL("../../test/closing-server.ts", import.meta.url);

it("knows that nothing was sent on a connection whose end nobody saw", async () => {
  const closed = new Int32Array(new SharedArrayBuffer(4));
  const server = new Worker(program, { workerData: closed.buffer });
  onTestFinished(async () => {
    await server.terminate();
  });
  const [{ port }] = (await once(server, "message")) as [AddressInfo];
  const client = createClient({ apiKey: "a-key", baseUrl: `http://127.0.0.1:${port}`, retries: 0 });

  const verdicts: string[] = [];
  for (let call = 0; call < 20; call++) {
    const result = await client.addComment(aCase, comment);
    verdicts.push(result.ok ? "ok" : result.error.delivery);
    if (!result.ok) continue;
    const before = Atomics.load(closed, 0);
    server.postMessage("close");
    // As in a program that computes for a while, the event loop does not turn.
    expect(Atomics.wait(closed, 0, before, 5_000)).not.toBe("timed-out");
  }
  expect(verdicts).toContain("ok");
  expect(verdicts).not.toContain("unknown");
});
