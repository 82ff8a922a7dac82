import { copyFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import type { Subject } from "./peer.ts";

/** What a consumer of generated code exports, whichever tool made the code. */
interface Consumer {
  post(
    baseUrl: string,
    caseId: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ data?: unknown; error?: unknown }>;
}

/** What was made of a contract, compiled. */
export interface CompiledCode {
  /** What the compiler has against one of our files, or against all of the tool's. */
  complaints(file: "code" | "examples" | "mistakes" | "other-response"): string[];
  load(): Promise<Consumer>;
}

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: ["node"],
  skipLibCheck: true,
  rewriteRelativeImportExtensions: true,
};

/**
 * Compiles generated code beside a consumer of it, a file that sends every example of a request,
 * one that makes mistakes, and one that holds the body of a response nobody has documented.
 */
export async function compile({ folder, document }: Subject, consumer: string): Promise<CompiledCode> {
  await copyFile(consumer, join(folder, "consumer.ts"));
  const files = { examples: examples(document), mistakes, "other-response": otherResponse };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, `${name}.ts`), text);
  const roots = ["consumer", ...Object.keys(files)].map((name) => join(folder, `${name}.ts`));
  const outDir = join(folder, "compiled");
  const program = ts.createProgram(roots, { ...options, rootDir: folder, outDir });
  program.emit();
  const complaints = Map.groupBy(ts.getPreEmitDiagnostics(program), ({ file }) => {
    const name = basename(file?.fileName ?? "", ".ts");
    return roots.includes(file?.fileName ?? "") && name in files ? name : "code";
  });
  return {
    complaints: (file) => (complaints.get(file) ?? []).map(describe),
    load: () => import(pathToFileURL(join(outDir, "consumer.js")).href) as Promise<Consumer>,
  };
}

function describe({ file, start, messageText }: ts.Diagnostic): string {
  const line = file ? file.getLineAndCharacterOfPosition(start ?? 0).line + 1 : 0;
  return `${basename(file?.fileName ?? "")}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
}

function examples(document: Subject["document"]): string {
  const bodies = requestBodies(document).map(
    ({ name, value }) => `export const ${name}: Body = ${JSON.stringify(value)};`,
  );
  return ['import type { Body } from "./consumer.ts";', ...bodies].join("\n");
}

/** The examples of the operation's request. */
export function requestBodies(document: Subject["document"]): { name: string; value: unknown }[] {
  const operation = document.paths["/api/v1/cases/{caseId}"].post;
  const listed = Object.entries<{ $ref?: string; value?: unknown }>(
    operation.requestBody.content["application/json"].examples,
  );
  return listed.map(([name, { $ref, value }]) => ({
    name,
    value: $ref ? document.components.examples[$ref.slice($ref.lastIndexOf("/") + 1)].value : value,
  }));
}

const mistakes = `
import type { Body } from "./consumer.ts";

const action = "ADD_COMMUNICATION";
const author = { email: "rosa.delgado@clinic.example" };
const comment = { text: "A text", isRestricted: false, webhookNotify: true, author };
const { text, ...withoutText } = comment;
const { isRestricted, ...withoutVisibility } = comment;
const files = [{ fileName: "scan.pdf" }];

export const right: Body = { action, communication: comment };
// @ts-expect-error
export const noText: Body = { action, communication: withoutText };
// @ts-expect-error
export const noVisibility: Body = { action, communication: withoutVisibility };
// @ts-expect-error
export const noContent: Body = { action, communication: { ...comment, attachments: files } };
// @ts-expect-error
export const wrongType: Body = { action, communication: { ...comment, text: 1 } };
// @ts-expect-error
export const wrongAction: Body = { action: "REQUEST_REFILL_URL", communication: comment };
`;

const otherResponse = `
import type { ErrorBody } from "./consumer.ts";

export const fromAGateway: ErrorBody = { fault: "upstream is down" };
`;
