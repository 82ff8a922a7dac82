import { describe, expect, it } from "vitest";
import { ReceivedRequests } from "./received-requests.ts";

const request = (answer: string) => ({ method: "POST", path: {}, answer, violations: [] });

describe("ReceivedRequests", () => {
  it("forgets the oldest of more than 1,000", () => {
    const received = new ReceivedRequests();
    for (let count = 1; count <= 1_500; count += 1) received.add(request(String(count)), 10);
    expect(received.list).toHaveLength(1_000);
    expect(received.list[0]?.answer).toBe("501");
    expect(received.list.at(-1)?.answer).toBe("1500");
  });

  it("forgets the oldest when bodies grow too large, but never the last", () => {
    const received = new ReceivedRequests();
    for (const answer of ["a", "b", "c"]) received.add(request(answer), 30_000_000);
    expect(received.list.map(({ answer }) => answer)).toEqual(["b", "c"]);
    received.add(request("d"), 100_000_000);
    expect(received.list.map(({ answer }) => answer)).toEqual(["d"]);
    received.add(request("e"), 0);
    expect(received.list.map(({ answer }) => answer)).toEqual(["e"]);
  });
});
