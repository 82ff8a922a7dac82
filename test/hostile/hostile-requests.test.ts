import { type Mock, startMock } from "@case-comments/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostileRequests } from "./hostile-requests.ts";
import { RawConnection } from "./raw-connection.ts";
import { isAlive } from "./requests.ts";

// What browsers and readiness checks ask by themselves is no request of the API.
const isOfTheApi = (answer: string) => !/ (ready|options|preflight)$/.test(answer);

describe("a hostile request", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock();
  });
  afterAll(() => mock.close());

  it.for(hostileRequests)("is answered: $title", async ({ bytes, answers, withoutBodies, halfCloses }) => {
    const before = (await mock.requests()).length;
    const connection = await RawConnection.open(mock.url, withoutBodies);
    try {
      if (halfCloses) connection.socket.end(bytes);
      else connection.socket.write(bytes);
      const received = await connection.receive(answers.length);
      expect(received.map(({ status }) => status)).toEqual(
        answers.map((answer) => Number.parseInt(answer, 10)),
      );
      // Requests of one connection are answered in turn, and may be recorded in another order.
      const recorded = (await mock.requests())
        .slice(before)
        .map(({ status, response }) => `${status} ${response}`);
      expect(recorded.toSorted()).toEqual(answers.filter(isOfTheApi).toSorted());
      for (const { status, headers, body } of received) {
        if (status === 204 || withoutBodies) continue;
        expect(headers["content-type"]).toBe("application/json");
        expect(JSON.parse(body)).toMatchObject({
          status,
          success: status === 200,
          message: expect.any(String),
        });
      }
      if (halfCloses) await connection.ended();
    } finally {
      connection.close();
    }
    expect(await isAlive(mock.url)).toBe(true);
  });
});
