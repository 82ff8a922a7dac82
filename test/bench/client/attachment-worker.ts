import { randomFillSync } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Attachment, createClient, fromBlob, fromBytes } from "@case-comments/client";
import { fromFile } from "@case-comments/client/node";

// Posts one comment with one attachment, once, in a fresh process, and tells the time and the memory.
const [name = "", baseUrl = "", size = "0"] = process.argv.slice(2);
const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const stated = { fileName: "scan.bin", isPHI: true, isRestricted: false };
const comment = { text: "A scan.", isRestricted: false, author: { email: "rosa.delgado@clinic.example" } };
const bytes = randomFillSync(new Uint8Array(Number(size)));
const file = join(tmpdir(), `case-comments-bench-${process.pid}`);
if (name === "our client, from a file") await writeFile(file, bytes);

const json = () =>
  JSON.stringify({
    action: "ADD_COMMUNICATION",
    communication: {
      ...comment,
      attachments: [{ ...stated, content: Buffer.from(bytes).toString("base64") }],
    },
  });
const ready = name === "raw fetch of a ready body" ? new TextEncoder().encode(json()) : undefined;

async function rawFetch(body: BodyInit): Promise<boolean> {
  const headers = { "cv-api-key": "a-key", "content-type": "application/json" };
  const init: RequestInit = { method: "POST", redirect: "error", headers, body };
  const response = await fetch(`${baseUrl}/api/v1/cases/${caseId}`, init);
  await response.json();
  return response.ok;
}

async function ours(attachment: Attachment): Promise<boolean> {
  const client = createClient({ apiKey: "a-key", baseUrl, maxBodyBytes: 64_000_000 });
  return (await client.addComment(caseId, { ...comment, attachments: [attachment] })).ok;
}

const ways: Record<string, () => Promise<boolean>> = {
  "raw fetch of a ready body": () => rawFetch(ready as Uint8Array<ArrayBuffer>),
  "raw fetch + JSON.stringify": () => rawFetch(json()),
  "our client, from bytes": () => ours(fromBytes(bytes, stated)),
  "our client, from a Blob": () => ours(fromBlob(new Blob([bytes]), stated)),
  "our client, from a file": async () => ours(await fromFile(file, { isPHI: true, isRestricted: false })),
};

// The first small call brings the connection up and the code in, for every way alike.
await fetch(baseUrl, { method: "POST", body: "{}" }).then((response) => response.arrayBuffer());
await ours(fromBytes(new Uint8Array(3), stated));
globalThis.gc?.();
// Linux forgets the peak that the start of the process had, so that the next one is this call's.
await writeFile("/proc/self/clear_refs", "5");
const before = process.memoryUsage().rss;
const start = performance.now();
const ok = await ways[name]?.();
const time = performance.now() - start;
const peak = /VmHWM:\s+(\d+) kB/.exec(await readFile("/proc/self/status", "utf8"))?.[1];
const extra = Number(peak) * 1024 - before;
await rm(file, { force: true });
if (!ok) throw new Error("the call failed");
process.send?.({ time, extra });
