import { lookup } from "node:dns/promises";
import { isPublic } from "../webhooks/destination.ts";
import { bareHost } from "../webhooks/web-address.ts";

/** Whether an address, or one of those that its name stands for, is on the internet; not where the name is unknown. */
export async function isOnInternet({ hostname }: URL): Promise<boolean> {
  const found = await lookup(bareHost(hostname), { all: true }).catch(() => []);
  return found.some(({ address }) => isPublic(address));
}
