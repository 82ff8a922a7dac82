import { lookup } from "node:dns/promises";
import { isPublic } from "../webhooks/destination.ts";

/** Whether an address, or one of those that its name stands for, is on the internet; not where the name is unknown. */
export async function isOnInternet({ hostname }: URL): Promise<boolean> {
  const found = await lookup(hostname.replace(/^\[|\]$/g, ""), { all: true }).catch(() => []);
  return found.some(({ address }) => isPublic(address));
}
