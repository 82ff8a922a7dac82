// Less than this costs less to copy, and may lie in memory that is shared with other contents.
const leastBytes = 65_536;

/** The memory of a large content, if nothing else lies in it: it may change its owner instead of being copied. */
export function memoryOf({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  return isOwn && byteLength >= leastBytes ? [buffer] : [];
}

/**
 * Gives the memory of a large content back at once, and not when the garbage collector comes by: until
 * then, a few uploads would be there several times. Whoever looks at the bytes afterwards finds none.
 */
export function giveBack(content: Uint8Array): void {
  for (const memory of memoryOf(content)) memory.transfer(0);
}
