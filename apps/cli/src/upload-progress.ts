/** Shows on a terminal how much of a large upload is sent, in one line that is wiped away at the end. */
export function uploadProgress(stream: NodeJS.WriteStream) {
  let shown = -1;
  return {
    show({ sentBytes, totalBytes }: { sentBytes: number; totalBytes: number }): void {
      const percent = Math.floor((100 * sentBytes) / totalBytes);
      if (!stream.isTTY || totalBytes < 100_000 || percent === shown) return;
      shown = percent;
      stream.write(`\r${percent} % of ${(totalBytes / 1_000_000).toFixed(1)} MB sent`);
    },
    clear(): void {
      if (shown >= 0) stream.write("\r\u001b[K");
    },
  };
}
