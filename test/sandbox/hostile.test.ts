import { type Sandbox, startSandbox } from "@case-comments/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostileRequests } from "../hostile/hostile-requests.ts";
import { RawConnection } from "../hostile/raw-connection.ts";
import { usual } from "../hostile/requests.ts";
import { post } from "./calls.ts";

// As long as the key that it takes the place of, so that the requests stay what they are.
const key = "test_of-hostile";

/** The request as one would send it to a sandbox: with a key that it knows, and to its own probe. */
function adapted(bytes: Buffer): Buffer {
  const text = bytes.toString("latin1").replaceAll(usual["cv-api-key"] ?? "", key);
  return Buffer.from(text.replaceAll("/healthz", "/livez"), "latin1");
}

/** What the mock answers to any key, and to whom asks it for an answer. */
const answeredOtherwise: Record<string, number[]> = {
  "an undocumented status in Prefer": [422],
  "__proto__ in Prefer": [422],
  "a key of bytes": [401],
};

describe("a hostile request to the sandbox", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());

  it.for(hostileRequests)(
    "is answered: $title",
    async ({ title, bytes, answers, withoutBodies, halfCloses }) => {
      const connection = await RawConnection.open(sandbox.url, withoutBodies);
      try {
        const sent = adapted(Buffer.from(bytes));
        if (halfCloses) connection.socket.end(sent);
        else connection.socket.write(sent);
        const received = await connection.receive(answers.length);
        expect(received.map(({ status }) => status)).toEqual(
          answeredOtherwise[title] ?? answers.map((answer) => Number.parseInt(answer, 10)),
        );
        if (halfCloses) await connection.ended();
      } finally {
        connection.close();
      }
      expect(await post(sandbox.url, key, "alive")).toMatch(/-/);
    },
  );
});
