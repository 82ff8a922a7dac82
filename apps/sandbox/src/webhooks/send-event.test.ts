import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { destinationRules } from "./destination.ts";
import { sendEvent } from "./send-event.ts";

it("calls the address that was checked, though the name stands for another by the next look", async () => {
  const hosts: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    hosts.push(headers.host);
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  // No resolver knows this name: whoever asks one again reaches nobody.
  const url = `http://receiver.invalid:${port}/`;
  const looked: string[] = [];
  const addresses = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "127.0.0.1"];
  const rules = {
    ...destinationRules("127.0.0.1", []),
    lookUp: async (name: string) => {
      looked.push(name);
      return [{ address: addresses.shift() ?? "", family: 4 }];
    },
  };
  const message = { body: Buffer.from("{}"), signature: undefined };
  const send = () => sendEvent(url, message, rules, new AbortController().signal);
  expect(await send()).toMatchObject({ status: 200 });
  expect(looked).toEqual(["receiver.invalid"]);
  // An attempt looks anew, and is refused by what the name stands for then.
  expect(await send()).toMatchObject({ problem: "addressRefused" });
  expect(await send()).toMatchObject({ problem: "addressRefused" });
  expect(await send()).toMatchObject({ status: 200 });
  expect(looked).toHaveLength(4);
  expect(hosts).toEqual(Array(2).fill(`receiver.invalid:${port}`));
});

it("goes on to the next address of a name where nobody listens at the first", async () => {
  const server = createServer((_, response) => void response.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const rules = {
    ...destinationRules("127.0.0.1", []),
    lookUp: async () => ["127.0.0.2", "127.0.0.1"].map((address) => ({ address, family: 4 })),
  };
  const message = { body: Buffer.from("{}"), signature: undefined };
  const url = `http://receiver.invalid:${port}/`;
  expect(await sendEvent(url, message, rules, new AbortController().signal)).toMatchObject({ status: 200 });
});

it("refuses a name as soon as one of the addresses that it stands for is private", async () => {
  const rules = {
    ...destinationRules("127.0.0.1", []),
    lookUp: async () => [
      { address: "127.0.0.1", family: 4 },
      { address: "10.0.0.1", family: 4 },
    ],
  };
  const message = { body: Buffer.from("{}"), signature: undefined };
  expect(
    await sendEvent("http://receiver.invalid:9/", message, rules, new AbortController().signal),
  ).toMatchObject({ problem: "addressRefused" });
});
