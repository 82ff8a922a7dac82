import type { LookupAddress } from "node:dns";
import { setTimeout as after } from "node:timers/promises";
import { expect, it } from "vitest";
import { patientLookUp } from "./look-up.ts";

const found = [{ address: "203.0.113.1", family: 4 }];

/** Asks that end when they are told to, and the names that they were for. */
function asked() {
  const names: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string) => {
    names.push(name);
    if (name.startsWith("quick")) return Promise.resolve(found);
    return new Promise<LookupAddress[]>((resolve) => ends.set(name, () => resolve(found)));
  };
  return { names, lookUp: patientLookUp(ask), end: (name: string) => ends.get(name)?.() };
}

it("asks once for a name, however many wait for it, and anew for the next", async () => {
  const { names, lookUp, end } = asked();
  const waiting = Array.from({ length: 20 }, () => lookUp("hangs"));
  await expect.poll(() => names).toEqual(["hangs"]);
  end("hangs");
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => found));
  void lookUp("hangs");
  await expect.poll(() => names).toEqual(["hangs", "hangs"]);
});

it("lets names that hang hold up nobody who is known, and strangers no longer than they must", async () => {
  const { names, lookUp, end } = asked();
  await lookUp("quick, known");
  const first = lookUp("hangs 1");
  const second = lookUp("hangs 2");
  await expect.poll(() => names.slice(1)).toEqual(["hangs 1"]);
  expect(await lookUp("quick, known")).toEqual(found);
  // Until it is known to hang.
  await after(600);
  end("hangs 1");
  await first;
  await expect.poll(() => names.at(-1)).toBe("hangs 2");
  const again = lookUp("hangs 1");
  const stranger = lookUp("quick, new");
  end("hangs 2");
  await second;
  expect(await stranger).toEqual(found);
  await expect.poll(() => names.slice(-3)).toEqual(["hangs 2", "quick, new", "hangs 1"]);
  end("hangs 1");
  expect(await again).toEqual(found);
});
