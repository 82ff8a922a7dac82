import { describe, expect, it } from "vitest";
import { ReceivedRequests } from "./received-requests.ts";

const request = (response: string) => ({ method: "POST", path: {}, response, violations: [] });

describe("ReceivedRequests", () => {
  it("forgets the oldest of more than 1,000", () => {
    const received = new ReceivedRequests();
    for (let count = 1; count <= 1_500; count += 1) received.add(request(String(count)), 10);
    expect(received.list).toHaveLength(1_000);
    expect(received.list[0]?.response).toBe("501");
    expect(received.list.at(-1)?.response).toBe("1500");
  });

  it("forgets the oldest when bodies grow too large, but never the last", () => {
    const received = new ReceivedRequests();
    for (const response of ["a", "b", "c"]) received.add(request(response), 30_000_000);
    expect(received.list.map(({ response }) => response)).toEqual(["b", "c"]);
    received.add(request("d"), 100_000_000);
    expect(received.list.map(({ response }) => response)).toEqual(["d"]);
    received.add(request("e"), 0);
    expect(received.list.map(({ response }) => response)).toEqual(["e"]);
  });
});
