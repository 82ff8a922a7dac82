import { describe, expect, it } from "vitest";
import { addressesOf, DestinationRefused, destinationRules, isDestinationRule } from "./destination.ts";

const outside = destinationRules("0.0.0.0", []);
const inside = destinationRules("127.0.0.1", []);

describe("an event may go", () => {
  it("to this machine only from where nobody else reaches the sandbox", async () => {
    for (const host of ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"]) {
      await expect(addressesOf(host, outside)).rejects.toThrow(DestinationRefused);
      expect((await addressesOf(host, inside))[0].address).toMatch(/127\.0\.0\.1$|^::1$/);
    }
    expect([destinationRules("localhost", []), destinationRules("::1", [])]).toMatchObject([
      { loopback: true },
      { loopback: true },
    ]);
  });

  it.each(["10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "[fd00::1]", "[::ffff:10.1.2.3]"])(
    "to the private %s only where that is allowed",
    async (host) => {
      await expect(addressesOf(host, inside)).rejects.toThrow(DestinationRefused);
      const bare = host.replace(/[[\]]/g, "");
      expect((await addressesOf(host, destinationRules("127.0.0.1", [bare])))[0].address).toBe(bare);
    },
  );

  it.each([
    ...["169.254.169.254", "[fe80::1]", "0.0.0.0", "255.255.255.255", "224.0.0.1", "[::]", "[ff02::1]"],
    // The same in the clothes of IPv6: mapped, compatible, and as gateways translate them.
    ...["[::ffff:169.254.169.254]", "[::169.254.169.254]", "[::ffff:0:169.254.169.254]"],
    ...["[64:ff9b::169.254.169.254]", "[2002:a9fe:a9fe::1]", "[2002::1]"],
    // Nobody has these.
    ...["[::a9fe:a9fe]", "[::a00:1]", "[::7f00:1]", "[4000::1]"],
  ])("never to %s", async (host) => {
    const all = destinationRules("127.0.0.1", ["0.0.0.0/0", "::/0", host.replace(/[[\]]/g, "")]);
    await expect(addressesOf(host, all)).rejects.toThrow(DestinationRefused);
  });

  it.each(["[64:ff9b::10.0.0.1]", "[64:ff9b::8.8.8.8]", "[2002:808:808::1]", "[100::1]", "[fec0::1]"])(
    "to %s only where that is allowed",
    async (host) => {
      await expect(addressesOf(host, inside)).rejects.toThrow(DestinationRefused);
      await expect(addressesOf(host, destinationRules("127.0.0.1", ["::/0"]))).resolves.toHaveLength(1);
    },
  );

  it.each([
    "http://2130706433/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.0.1./",
  ])("to %s where it may go to this machine, and nowhere else", async (url) => {
    const { hostname } = new URL(url);
    await expect(addressesOf(hostname, outside)).rejects.toThrow(DestinationRefused);
    await expect(addressesOf(hostname, inside)).resolves.toEqual([{ address: "127.0.0.1", family: 4 }]);
  });

  it("into an allowed range and no further, to the internet, and to a host that is allowed by name", async () => {
    const some = destinationRules("0.0.0.0", ["10.0.0.0/8", "localhost"]);
    expect((await addressesOf("10.255.0.1", some))[0].address).toBe("10.255.0.1");
    await expect(addressesOf("11.0.0.1", outside)).resolves.toMatchObject([{ family: 4 }]);
    await expect(addressesOf("192.168.0.1", some)).rejects.toThrow(DestinationRefused);
    await expect(addressesOf("LocalHost", some)).resolves.toBeDefined();
    expect(
      ["10.0.0.0/8", "host.internal", "fd00::/8", "10.0.0.0/99", "a b", ""].map(isDestinationRule),
    ).toEqual([...[true, true, true], ...[false, false, false]]);
  });
});
