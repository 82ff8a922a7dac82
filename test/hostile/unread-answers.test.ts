import { once } from "node:events";
import { connect } from "node:net";
import { contract } from "@case-comments/contract";
import { createContractServer, jsonResponse } from "@case-comments/contract-server";
import { expect, it } from "vitest";
import { post, validJson } from "./requests.ts";

it("an answer that nobody takes ends its connection, and one that is taken slowly does not", async () => {
  const content = "x".repeat(32_000_000);
  let answered = 0;
  const server = createContractServer({
    contract,
    envelope: (status, error) => ({ status, error }),
    hintHeader: "hint",
    timeouts: { headers: 10_000, body: 60_000, answer: 2_000 },
    handle: () => ({ response: jsonResponse(200, "large", content) }),
    onExchange() {
      answered += 1;
    },
  });
  const { port } = await server.listen(0, "127.0.0.1");
  const open = () => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.on("error", () => {});
    socket.write(post(validJson));
    return socket;
  };
  const unread = open();
  const slow = open();
  let taken = 0;
  // Some of it every now and then: longer in all than may pass without any.
  const pauses = (async () => {
    for await (const chunk of slow) {
      const before = Math.floor(taken / 4_000_000);
      taken += chunk.length;
      if (Math.floor(taken / 4_000_000) > before) await new Promise((resolve) => setTimeout(resolve, 500));
      if (taken > content.length) break;
    }
  })();
  while (answered < 2) await new Promise(setImmediate);
  await pauses;
  expect(taken).toBeGreaterThan(content.length);
  // Waits for all answers that are due.
  await server.close(3_600_000);
  unread.resume();
  await once(unread, "close");
  expect(unread.bytesRead).toBeLessThan(content.length);
});
