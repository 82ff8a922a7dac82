import { glob } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { codeIn, readProse } from "./markdown.ts";
import { type Snippet, typeErrorsIn } from "./snippets.ts";

/** What a reader has already: a program, a client, a mock. */
const surroundings = `
  import type * as Client from "@case-comments/client";
  import type { fromFile as FromFile } from "@case-comments/client/node";
  import type { KeptCall, KeptEvent } from "@case-comments/client/settle";
  import type { ReceivedWebhook } from "@case-comments/client/webhook";
  import type { Mock } from "@case-comments/mock";
  import type { expect as Expect } from "vitest";
  declare global {
    const cases: Client.CaseCommentsClient;
    const fromBytes: typeof Client.fromBytes, fromBlob: typeof Client.fromBlob;
    const fromBase64: typeof Client.fromBase64, fromStream: typeof Client.fromStream;
    const fromFile: typeof FromFile;
    const apiKey: string, caseId: string, callId: string, id: string, text: string, secret: string, signature: string;
    const comment: Client.NewComment;
    const communication: { text: string; isRestricted: boolean; author: { email: string } };
    const mock: Mock;
    const expect: typeof Expect;
    const request: Request;
    const bytes: Uint8Array, file: File, size: number, path: string;
    const fileName: string, isPHI: boolean, isRestricted: boolean;
    const secrets: { get(name: string): Promise<string> };
    const bucket: Record<"download" | "read", (id: string) => ReadableStream<Uint8Array>>;
    const queue: { add(body: Uint8Array): Promise<void> };
    const store: Record<"created" | "unknown" | "failed", (callId: string, outcome?: string) => Promise<void>> & {
      add(call: KeptCall): Promise<void>;
      end(id: string, result: Client.AddCommentResult): Promise<void>;
      keep(event: KeptEvent): Promise<void>;
    };
    const calls: KeptCall[], events: KeptEvent[], fingerprintKey: string;
    const webhook: Extract<ReceivedWebhook, { kind: "comment" }>;
    function remember(commentId: string): Promise<void>;
    function receiveWebhook(request: Request): Promise<Response>;
    function yourCode(baseUrl: string, apiKey?: string): Promise<void>;
  }
`;

const cwd = fileURLToPath(new URL("../..", import.meta.url));
const snippets: Snippet[] = [];
for await (const file of glob("{*.md,apps/docs/guides/*.md,apps/*/README.md,packages/*/README.md}", {
  cwd,
})) {
  const codes = codeIn(await readProse(file), "ts");
  snippets.push(...codes.map((code, index) => ({ name: `${file}, ${index + 1}`, code })));
}

it("the TypeScript in prose compiles", () => {
  expect(snippets.length).toBeGreaterThan(15);
  expect(typeErrorsIn(snippets, surroundings)).toEqual([]);
});

it("what does not compile is found, under its name", () => {
  const wrong = {
    name: "README.md, 1",
    code: "cases.addComment(caseId, { ...comment, isRestrictd: true });",
  };
  expect(typeErrorsIn([wrong], surroundings)).toEqual([
    expect.stringMatching(/^README.md, 1: .*isRestrictd/s),
  ]);
});
