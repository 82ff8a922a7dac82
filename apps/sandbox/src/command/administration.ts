import { randomBytes, randomUUID } from "node:crypto";
import { uuid } from "@case-comments/openapi/formats";
import { hashOf } from "../access/test-keys.ts";
import type { Store } from "../store/store.ts";

/** What a command prints: on standard output what a script reads, and on standard error what a person does. */
export interface Outcome {
  output: string[];
  remark?: string;
  /** Why nothing was done. */
  problem?: string;
}

export interface AdministrationCommand {
  /** The arguments, as the help shows them; in brackets, one may be left out. */
  arguments: readonly string[];
  /** The options that it takes beside those of the store. */
  options?: readonly AdministrationOption[];
  effect: string;
  run(store: Store, given: readonly string[], options: AdministrationOptions): Promise<Outcome>;
}

/** The options of all of them, as `parseArgs` takes them. */
export const administrationOptions = {
  name: { type: "string" },
  "first-name": { type: "string" },
  "last-name": { type: "string" },
  "open-only": { type: "boolean" },
} as const;

export type AdministrationOption = keyof typeof administrationOptions;
type AdministrationOptions = {
  [option in AdministrationOption]?: (option extends "open-only" ? boolean : string) | undefined;
};

const noSuchOrganization = { output: [], problem: "There is no such organization." };
/** What is behind the host of an address may be a secret. */
const stillTold = (organization: string, webhook: string) =>
  `Comments of ${organization} are still told to ${new URL(webhook).origin}. To end that, too: webhook remove ${organization}`;
const now = () => new Date().toISOString();
const done = (...output: string[]): Outcome => ({ output });

/** The commands by which organizations, keys, cases and assignees are made and looked at. */
export const administration: Readonly<Record<string, AdministrationCommand>> = {
  "organization add": {
    arguments: ["ORGANIZATION"],
    options: ["name"],
    effect: "makes an organization; --name NAME says what people call it",
    async run(store, [id = ""], { name = id }) {
      const isNew = await store.run("addOrganization", { id, name });
      return isNew ? done() : { output: [], problem: "There is an organization of that id already." };
    },
  },
  "organization list": {
    arguments: [],
    effect: "lists the organizations",
    async run(store) {
      const all = await store.run("listOrganizations", {});
      return done(...all.map(({ id, name, cases, keys }) => `${id}\t${name}\t${cases} cases\t${keys} keys`));
    },
  },
  "key add": {
    arguments: ["ORGANIZATION"],
    options: ["open-only"],
    effect: "makes a key and prints it, once; with --open-only it reads nothing restricted",
    async run(store, [organization = ""], { "open-only": openOnly = false }) {
      const key = newKey();
      const hash = hashOf(key);
      const readsRestricted = !openOnly;
      const outcome = await store.run("addKey", { hash, organization, readsRestricted, createdAt: now() });
      return outcome === "added"
        ? { output: [key], remark: "Only its hash is kept: this is the one time that you see it." }
        : noSuchOrganization;
    },
  },
  "key list": {
    arguments: [],
    effect: "lists the keys by their ids",
    async run(store) {
      const keys = await store.run("listKeys", {});
      return done(
        ...keys.map(({ id, organization, readsRestricted, createdAt, revokedAt }) =>
          [
            id,
            organization,
            readsRestricted ? "reads all" : "reads what is open",
            `since ${createdAt}`,
            ...(revokedAt === null ? [] : [`revoked ${revokedAt}`]),
          ].join("\t"),
        ),
      );
    },
  },
  "key revoke": {
    arguments: ["KEY-ID"],
    effect: "revokes a key, at once",
    async run(store, [id = ""]) {
      const revoked = await store.run("revokeKey", { id, revokedAt: now() });
      if (!revoked) return { output: [], problem: "No key of that id works. See key list." };
      const { organization, webhook } = revoked;
      return webhook === undefined ? done() : { output: [], remark: stillTold(organization, webhook) };
    },
  },
  "webhook remove": {
    arguments: ["ORGANIZATION"],
    effect: "tells comments of an organization no more, whoever had set where",
    async run(store, [organization = ""]) {
      const isRemoved = await store.run("removeWebhook", { organization });
      return isRemoved ? done() : { output: [], problem: "No comments of such an organization are told." };
    },
  },
  "case add": {
    arguments: ["ORGANIZATION", "[CASE-ID]"],
    effect: "gives an organization a case, and prints its id",
    async run(store, [organization = "", caseId = randomUUID()]) {
      if (!uuid(caseId)) return { output: [], problem: "The id of a case is a UUID." };
      const outcome = await store.run("addCase", { organization, caseId });
      if (outcome === "noSuchOrganization") return noSuchOrganization;
      return outcome === "added"
        ? done(caseId.toLowerCase())
        : { output: [], problem: "Another organization has a case of that id." };
    },
  },
  "case list": {
    arguments: ["ORGANIZATION"],
    effect: "lists the cases of an organization",
    async run(store, [organization = ""]) {
      const cases = await store.run("listCases", { organization });
      return cases === "noSuchOrganization" ? noSuchOrganization : done(...cases);
    },
  },
  "assignee add": {
    arguments: ["ORGANIZATION", "EMAIL"],
    options: ["first-name", "last-name"],
    effect: "adds somebody to tag; --first-name and --last-name say who it is",
    async run(store, [organization = "", email = ""], { "first-name": firstName, "last-name": lastName }) {
      const assignee = { email, ...(firstName && { firstName }), ...(lastName && { lastName }) };
      const outcome = await store.run("putAssignee", { organization, assignee });
      return outcome === "added" ? done() : noSuchOrganization;
    },
  },
  seed: {
    arguments: [],
    effect: "makes two organizations with a key and a case each, and prints them",
    run: seed,
  },
};

/** A key that nobody can guess. */
export function newKey(): string {
  return randomBytes(32).toString("base64url");
}

/** Makes two organizations, so that each can try what it may not see of the other. */
async function seed(store: Store): Promise<Outcome> {
  const output: string[] = [];
  const made = { clinic: "Clinic", "other-clinic": "Other clinic" };
  const there = (await store.run("listOrganizations", {})).find(({ id }) => Object.hasOwn(made, id));
  if (there) return { output, problem: `There is an organization ${there.id} already.` };
  for (const [id, name] of Object.entries(made)) {
    const key = newKey();
    const caseId = randomUUID();
    await store.run("addOrganization", { id, name });
    await store.run("addKey", {
      hash: hashOf(key),
      organization: id,
      readsRestricted: true,
      createdAt: now(),
    });
    await store.run("addCase", { organization: id, caseId });
    output.push(`${id}\tkey ${key}\tcase ${caseId}`);
  }
  return { output, remark: "Only hashes of the keys are kept: this is the one time that you see them." };
}
