/** Below this many bytes an upload is over before anybody has read a line. */
const least = 100_000;

/**
 * Shows on a terminal how much of the files is sent, in one line that is wiped away at the end.
 *
 * @param size of the files, in bytes; what is sent is a third larger, and that is nobody's concern
 */
export function uploadProgress(stream: NodeJS.WriteStream, size: number) {
  let shown = -1;
  return {
    show({ sentBytes, totalBytes }: { sentBytes: number; totalBytes: number }): void {
      const percent = Math.floor((100 * sentBytes) / totalBytes);
      if (!stream.isTTY || size < least || percent === shown) return;
      shown = percent;
      stream.write(`\r${percent} % of ${(size / 1_000_000).toFixed(1)} MB sent`);
    },
    clear(): void {
      if (shown >= 0) stream.write("\r\u001b[K");
    },
  };
}
