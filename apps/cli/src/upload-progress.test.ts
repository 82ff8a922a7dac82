import { expect, it } from "vitest";
import { uploadProgress } from "./upload-progress.ts";

function shownFor(size: number, isTTY = true): string[] {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  const progress = uploadProgress(stream, size);
  const totalBytes = Math.ceil((size * 4) / 3) + 200;
  for (const share of [0.1, 0.101, 0.5, 1]) progress.show({ sentBytes: share * totalBytes, totalBytes });
  progress.clear();
  return written;
}

it("shows each percent once, of the size that the files have", () => {
  expect(shownFor(12_000_000)).toEqual([
    "\r10 % of 12.0 MB sent",
    "\r50 % of 12.0 MB sent",
    "\r100 % of 12.0 MB sent",
    "\r\u001b[K",
  ]);
});

it("shows nothing of a small upload, or where no terminal is", () => {
  expect(shownFor(50_000)).toEqual([]);
  expect(shownFor(12_000_000, false)).toEqual([]);
});
