import { hash, randomUUID } from "node:crypto";

// Files make calls long, and their ends tell them apart.
const hashedBytes = 32_768;
const mostCounted = 100_000;

/** What tells a call from all others. */
export interface CallDigest {
  /** 40 hexadecimal digits. */
  readonly digits: string;
  /** How many calls with the same digits came before. */
  readonly before: number;
}

/**
 * Builds the digest of a call, which depends on the seed, the key, the target and the body, and counts
 * how often the same came before. Of a long body, the length and both ends are read.
 *
 * @param seed the digests of two servers are the same if theirs is; without one they are not
 */
export function callDigests(seed: string = randomUUID()) {
  const counts = new Map<string, number>();
  // How often all counts were forgotten: what is counted anew is not to give the same once more.
  let epoch = 0;

  return function digestOf(apiKey: string | undefined, url: string, content: Buffer): CallDigest {
    // A text costs less than bytes after it, and a digest in one go less than one in steps.
    const digits = hash(
      "sha1",
      `${seed}\0${apiKey ?? ""}\0${url}\0${content.length}\0${epoch}\0${read(content)}`,
    );
    const before = counts.get(digits) ?? 0;
    counts.set(digits, before + 1);
    if (counts.size > mostCounted) {
      counts.clear();
      epoch += 1;
    }
    return { digits, before };
  };
}

function read(content: Buffer): string {
  if (content.length <= 2 * hashedBytes) return content.toString("latin1");
  return (
    content.toString("latin1", 0, hashedBytes) + content.toString("latin1", content.length - hashedBytes)
  );
}
