/** Bytes, piece by piece. `return` ends them at once, even while a piece is being waited for. */
export type ByteSource = Iterator<Uint8Array> | AsyncIterator<Uint8Array>;

/** Reads a stream, or whatever else gives bytes piece by piece. */
export function bytesOf(source: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): ByteSource {
  // A stream's own iterator could not be ended while it waits for the next chunk.
  if (!("getReader" in source)) return source[Symbol.asyncIterator]();
  const reader = source.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<Uint8Array>>,
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

/** Ends a source. That it can't be ended, now or later, changes nothing any more. */
export function endSource(source: ByteSource | undefined): void {
  void (async () => source?.return?.())().catch(() => {});
}
