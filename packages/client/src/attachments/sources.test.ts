import { describe, expect, it } from "vitest";
import { apiKey, caseId, comment, shown } from "../../test/canaries.ts";
import { startServer } from "../../test/recording-server.ts";
import {
  type Attachment,
  createClient,
  fromBase64,
  fromBlob,
  fromBytes,
  fromStream,
  type Progress,
} from "../index.ts";

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 31) >> 3);

async function send(attachments: Attachment[]) {
  const { baseUrl, requests } = await startServer();
  const progress: Progress[] = [];
  const result = await createClient({ apiKey, baseUrl }).addComment(
    caseId,
    { ...comment, attachments },
    { onProgress: (each) => progress.push(each) },
  );
  const sent = requests[0] && JSON.parse(requests[0].body).communication.attachments;
  return { result, requests, progress, sent };
}

async function* inChunks(bytes: Uint8Array, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.slice(at, at + length);
}

/** A stream as some runtimes have it. */
const notIterable = (stream: ReadableStream<Uint8Array>) =>
  ({ getReader: () => stream.getReader() }) as ReadableStream<Uint8Array>;

/** The sizes around which an encoder that works in blocks would go wrong. */
const sizes = [0, 1, 2, 3, 4, 384 * 1024 - 1, 384 * 1024, 384 * 1024 + 1, 1_000_000];

describe("attachments", () => {
  it.each(sizes)("hold %i bytes, whatever they come from", async (size) => {
    const bytes = bytesOf(size);
    const inside = new Uint8Array(size + 20).fill(9);
    inside.set(bytes, 10);
    const content = Buffer.from(bytes).toString("base64");
    const { result, sent } = await send([
      fromBytes(bytes, shown),
      fromBytes(inside.subarray(10, 10 + size), shown),
      fromBlob(new Blob([bytes]), shown),
      fromBase64(content, shown),
      fromStream(() => new Blob([bytes]).stream(), size, shown),
      fromStream(() => notIterable(new Blob([bytes]).stream()), size, shown),
      fromStream(() => inChunks(bytes, 1000), size, shown),
      fromStream(() => inChunks(bytes, 600_001), size, shown),
    ]);
    expect(result.ok).toBe(true);
    expect(sent).toHaveLength(8);
    for (const attachment of sent) {
      expect({ ...attachment, content: attachment.content === content }).toEqual({ ...shown, content: true });
    }
  });

  it("take the name of a File unless another is given", async () => {
    const file = new File(["x"], "of the file.txt");
    const { sent } = await send([
      fromBlob(file, { isPHI: true, isRestricted: true }),
      fromBlob(file, { ...shown, fileName: "given.txt" }),
    ]);
    expect(sent.map(({ fileName }: { fileName: string }) => fileName)).toEqual([
      "of the file.txt",
      "given.txt",
    ]);
  });

  it("report progress by bytes, up to the exact length", async () => {
    const { requests, progress } = await send([fromBytes(bytesOf(2_000_000), shown)]);
    const totalBytes = Number(requests[0]?.headers["content-length"]);
    expect(progress.length).toBeGreaterThan(5);
    expect(progress.every((each) => each.totalBytes === totalBytes)).toBe(true);
    expect(progress.map(({ sentBytes }) => sentBytes)).toEqual(
      progress.map(({ sentBytes }) => sentBytes).toSorted((one, other) => one - other),
    );
    expect(progress.at(-1)?.sentBytes).toBe(totalBytes);
  });

  it.each([
    ["shorter than it said", () => inChunks(bytesOf(999_999), 1000), "size"],
    ["longer than it said", () => inChunks(bytesOf(1_000_001), 1000), "size"],
    [
      "broken",
      async function* () {
        yield bytesOf(500_000);
        throw new Error("planted-error");
      },
      "unreadable",
    ],
    [
      "not bytes",
      async function* () {
        yield "planted-text" as never;
      },
      "type",
    ],
    [
      "not to be opened",
      () => {
        throw new Error("planted-error");
      },
      "unreadable",
    ],
  ])("that turn out %s fail the call before it is complete", async (_, open, code) => {
    const { result, requests } = await send([
      fromBytes(bytesOf(9), shown),
      fromStream(open, 1_000_000, shown),
    ]);
    expect(result).toMatchObject({ ok: false, error: { kind: "invalidInput", delivery: "not-sent" } });
    expect(!result.ok && result.error).toMatchObject({ issues: [{ path: "/attachments/1/content", code }] });
    expect(requests).toHaveLength(0);
  });

  it("close their source when a call fails", async () => {
    let closed = false;
    const open = async function* () {
      try {
        for (;;) yield bytesOf(400_000);
      } finally {
        closed = true;
      }
    };
    const controller = new AbortController();
    const { baseUrl } = await startServer();
    const result = await createClient({ apiKey, baseUrl }).addComment(
      caseId,
      { ...comment, attachments: [fromStream(open, 4_000_000, shown)] },
      {
        signal: controller.signal,
        onProgress: ({ sentBytes }) => sentBytes > 1_000_000 && controller.abort(),
      },
    );
    expect(result).toMatchObject({ ok: false, error: { kind: "aborted", delivery: "not-sent" } });
    await expect.poll(() => closed).toBe(true);
  });

  it("are refused before the wire if the body would be too large", async () => {
    const { baseUrl, requests } = await startServer();
    const client = createClient({ apiKey, baseUrl, maxBodyBytes: 1_000 });
    const of = (size: number) => ({ ...comment, text: "", attachments: [fromBytes(bytesOf(size), shown)] });
    const result = await client.addComment(caseId, of(750));
    expect(!result.ok && result.error).toMatchObject({
      kind: "invalidInput",
      issues: [{ path: "", code: "tooLarge" }],
    });
    expect((await client.addComment(caseId, of(450))).ok).toBe(true);
    expect(requests).toHaveLength(1);
  });
});
