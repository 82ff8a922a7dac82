import { describe, expect, it } from "vitest";
import { addressOf, DestinationRefused, destinationRules, isDestinationRule } from "./destination.ts";

const outside = destinationRules("0.0.0.0", []);
const inside = destinationRules("127.0.0.1", []);

describe("an event may go", () => {
  it("to this machine only from where nobody else reaches the sandbox", async () => {
    for (const host of ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"]) {
      await expect(addressOf(host, outside)).rejects.toThrow(DestinationRefused);
      expect((await addressOf(host, inside)).address).toMatch(/127\.0\.0\.1$|^::1$/);
    }
    expect([destinationRules("localhost", []), destinationRules("::1", [])]).toMatchObject([
      { loopback: true },
      { loopback: true },
    ]);
  });

  it.each(["10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "[fd00::1]", "[::ffff:10.1.2.3]"])(
    "to the private %s only where that is allowed",
    async (host) => {
      await expect(addressOf(host, inside)).rejects.toThrow(DestinationRefused);
      const bare = host.replace(/[[\]]/g, "");
      expect((await addressOf(host, destinationRules("127.0.0.1", [bare]))).address).toBe(bare);
    },
  );

  it.each(["169.254.169.254", "[fe80::1]", "0.0.0.0", "255.255.255.255", "224.0.0.1", "[::]", "[ff02::1]"])(
    "never to %s",
    async (host) => {
      const all = destinationRules("127.0.0.1", ["0.0.0.0/0", "::/0", host.replace(/[[\]]/g, "")]);
      await expect(addressOf(host, all)).rejects.toThrow(DestinationRefused);
    },
  );

  it("into an allowed range and no further, to the internet, and to a host that is allowed by name", async () => {
    const some = destinationRules("0.0.0.0", ["10.0.0.0/8", "localhost"]);
    expect((await addressOf("10.255.0.1", some)).address).toBe("10.255.0.1");
    await expect(addressOf("11.0.0.1", outside)).resolves.toMatchObject({ family: 4 });
    await expect(addressOf("192.168.0.1", some)).rejects.toThrow(DestinationRefused);
    await expect(addressOf("LocalHost", some)).resolves.toBeDefined();
    expect(
      ["10.0.0.0/8", "host.internal", "fd00::/8", "10.0.0.0/99", "a b", ""].map(isDestinationRule),
    ).toEqual([...[true, true, true], ...[false, false, false]]);
  });
});
