import { hash } from "node:crypto";
import { faultCases } from "../faults/ordered-fault.ts";
import type { Tenant } from "../store/tenants.ts";

/** What a key for tests begins with. Any text may follow: whoever makes one up has a world of their own. */
const prefix = "test_";
/** Added to a key, it gives the one of the world's other organization. */
const ofOther = ":other";
/** Added to a key, it gives one of the same organization that may not read what is restricted. */
const ofOutsider = ":outsider";

/** The case of every world that anybody can use, as the contract's examples do. */
const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
/** The case of the other organization. The contract sets its id aside for that. */
const othersCase = "00000000-0000-4000-8000-000000000403";

/** SHA-256 of a key, in hexadecimal: all that is kept of it. */
export function hashOf(key: string): string {
  return hash("sha256", key);
}

const ending = new RegExp(`(${ofOther}|${ofOutsider})$`);

/** The world that a key for tests opens, as it is in the beginning; `undefined` for any other key. */
export function testTenant(key: string): Tenant | undefined {
  const own = key.replace(ending, "");
  // One key can't open two worlds.
  if (!key.startsWith(prefix) || ending.test(own)) return undefined;
  return {
    id: hashOf(own),
    organizations: [
      {
        id: "own",
        name: "Clinic",
        keys: [
          { hash: hashOf(own), readsRestricted: true },
          { hash: hashOf(own + ofOutsider), readsRestricted: false },
        ],
        caseIds: [aCase, ...faultCases],
        assignees: [
          { email: "jonas.weber@clinic.example", firstName: "Jonas", lastName: "Weber" },
          { email: "amara.okafor@clinic.example", firstName: "Amara", lastName: "Okafor" },
        ],
      },
      {
        id: "other",
        name: "Other clinic",
        keys: [{ hash: hashOf(own + ofOther), readsRestricted: true }],
        caseIds: [othersCase],
        assignees: [{ email: "lena.brandt@other-clinic.example", firstName: "Lena", lastName: "Brandt" }],
      },
    ],
  };
}
