import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as Client from "@case-comments/client";
import { type Contract, contract, type OpenApiDocument, operationsOf } from "@case-comments/contract";
import { docsPage } from "../../apps/docs/src/docs-page.ts";
import { type ContractCopy, copyContract } from "../../openapi/testing/contract-copy.ts";
import { buildContract } from "../changed-contract/build-contract.ts";
import {
  type GeneratedModules,
  generateClient,
  installClient,
  typeErrors,
} from "../changed-contract/generated-client.ts";
import { noScripts } from "../changed-contract/no-scripts.ts";
import { startMock } from "../changed-contract/start-mock.ts";
import { aCase } from "../contract/request-cases.ts";
import { usualKey } from "../contract/send.ts";
import { type Field, operations } from "../facts/facts.ts";
import { statedFields } from "../facts/stated-fields.ts";
import type { Changes, Input, RequestEdit } from "./edits.ts";

/** What comes of an edit of the request's schema. */
export interface Consequences {
  /** The files that lint and the compiler stop at. */
  stops: { lint: string[]; compiler: string[] };
  /** What lint says once the contract is repaired. */
  afterRepair: string[];
  /** The fields of which the table of facts says something else. */
  facts: string[];
  /** The fields that the docs show otherwise than without the edit, without the mark of an array. */
  docs: string[];
  /** A call that the edit allows: whether it compiles, and what the mock receives of it. */
  use: { compiles: boolean; received: unknown };
  /** A call that the edit does not allow, and what becomes of it. */
  misuse: { compiles: boolean; issue?: string; failure?: string };
}

const facts = operations.addCaseComment;

/** Tries an edit on a copy of the contract, with everything that is made from it. */
export async function consequencesOf(edit: RequestEdit): Promise<Consequences> {
  await using copy = await copyContract();
  await apply(edit.changes, copy);
  const problems = await copy.lint();
  if (edit.repair) await apply(edit.repair, copy);
  const left = edit.repair ? await copy.lint() : problems;
  const built = await buildContract(copy);
  const generated = await generateClient(built);
  const errors = compile(generated, edit);
  const mock = await startMock(built);
  try {
    const client = await importClient(copy, generated);
    await call(client, mock.url, edit.use);
    const received = mock.exchanges.at(-1)?.body;
    const issue = await call(client, mock.url, edit.misuse);
    const failure = failureOf(edit.misuse, edit, built.contract);
    return {
      stops: {
        lint: filesOf(problems.map(({ location }) => location[0]?.source.ref ?? "")),
        compiler: filesOf(errors.program.map((error) => error.split(":")[0] ?? "")),
      },
      afterRepair: left.map(({ message }) => message),
      facts: changedFields(built.dereferenced),
      docs: await changedOnPage(built.contract),
      use: { compiles: errors.use.length === 0, received: received && "json" in received && received.json },
      misuse: {
        compiles: errors.misuse.length === 0,
        ...(issue ? { issue } : {}),
        ...(failure ? { failure } : {}),
      },
    };
  } finally {
    await mock.close();
  }
}

/** The body that a call makes, as it should be. */
export function bodyOf({ comment, attachment }: Input, { beside = [] }: RequestEdit): object {
  const fields = Object.entries(comment);
  const attachments = attachment ? { attachments: [{ ...attachment, content: contentOfAttachment }] } : {};
  return {
    action: "ADD_COMMUNICATION",
    ...Object.fromEntries(fields.filter(([name]) => beside.includes(name))),
    communication: {
      ...Object.fromEntries(fields.filter(([name]) => !beside.includes(name))),
      ...attachments,
    },
  };
}

const contentOfAttachment = "SGVtb2dsb2Jpbgo=";

async function apply(changes: Changes, copy: ContractCopy): Promise<void> {
  for (const [file, change] of Object.entries(changes)) {
    if (typeof change === "string") await writeFile(join(copy.folder, file), change);
    else await copy.edit(file, change);
  }
}

function compile(generated: GeneratedModules, { use, misuse }: RequestEdit) {
  const names = ["use", "misuse"].map((name) => fileURLToPath(new URL(`${name}.ts`, import.meta.url)));
  const [useFile = "", misuseFile = ""] = names;
  const errors = typeErrors(generated, { [useFile]: program(use), [misuseFile]: program(misuse) });
  const of = (name: string) => errors.filter((error) => error.startsWith(`test/request-schema/${name}.ts:`));
  const [useErrors, misuseErrors] = [of("use"), of("misuse")];
  const programErrors = errors.filter((error) => !useErrors.includes(error) && !misuseErrors.includes(error));
  return { use: useErrors, misuse: misuseErrors, program: programErrors };
}

/** A call as someone would write it. */
function program({ comment, attachment }: Input): string {
  const fields = Object.entries(comment).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  if (attachment) fields.push(`attachments: [fromBytes(new Uint8Array(), ${JSON.stringify(attachment)})]`);
  const imports = attachment ? "fromBytes, type NewComment" : "type NewComment";
  return `import { ${imports} } from "@case-comments/client";
export const comment: NewComment = { ${fields.join(", ")} };
`;
}

async function importClient(copy: ContractCopy, generated: GeneratedModules): Promise<typeof Client> {
  const folder = await installClient(copy.folder, generated);
  return import(/* @vite-ignore */ pathToFileURL(join(folder, "dist/index.js")).href);
}

/** Calls `addComment`, and gives the rule that its check finds broken first. */
async function call(
  { createClient, fromBytes }: typeof Client,
  baseUrl: string,
  { comment, attachment }: Input,
): Promise<string | undefined> {
  const bytes = Buffer.from(contentOfAttachment, "base64");
  const attachments = attachment ? { attachments: [fromBytes(bytes, attachment as never)] } : {};
  const client = createClient({ apiKey: usualKey["cv-api-key"], baseUrl });
  const result = await client.addComment(aCase, { ...comment, ...attachments } as Client.NewComment);
  if (result.ok || result.error.kind !== "invalidInput") return undefined;
  const [issue] = result.error.issues;
  return `${issue?.code} ${issue?.path}`;
}

/** What the mock finds if a call gets as far as that. */
function failureOf(input: Input, edit: RequestEdit, { checkRequest }: Contract): string | undefined {
  const failure = checkRequest({
    operation: "addCaseComment",
    path: { caseId: aCase },
    headers: { ...usualKey, "content-type": "application/json" },
    body: { json: bodyOf(input, edit) },
  });
  const [violation] = failure?.violations ?? [];
  return failure && `${failure.response.name}: ${violation?.rule} ${violation?.pointer}`;
}

/** The fields that the docs show otherwise than those of the contract as it is. */
async function changedOnPage(changed: Contract): Promise<string[]> {
  const [before, after] = [await unchanged, await fieldsOnPage(changed)];
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((path) => before.get(path) !== after.get(path)).sort();
}

const unchanged = fieldsOnPage(contract);

/** What the docs say of each field of the body, without the fields below it. */
async function fieldsOnPage(shown: Contract): Promise<Map<string, string>> {
  const page = await docsPage(shown, noScripts, {});
  const items = page.matchAll(/<li id=field-([^\s>]+)>(.*?)(?=<\/?[ul][li])/gs);
  return new Map(Array.from(items, ([, path = "", text = ""]) => [path, text]));
}

/** The fields of the body that a document states otherwise than the table of facts. */
function changedFields(document: OpenApiDocument): string[] {
  const operation = operationsOf(document).find(({ path }) => path === facts.path);
  const stated = byPath(statedFields(operation?.requestBody?.content["application/json"]?.schema ?? {}));
  const known = byPath(facts.requestFields);
  const all = new Set([...stated.keys(), ...known.keys()]);
  return [...all].filter((path) => stated.get(path) !== known.get(path)).sort();
}

const byPath = (fields: Field[]) => new Map(fields.map((field) => [field.path, JSON.stringify(field)]));
const filesOf = (files: string[]) => [...new Set(files)].sort();
