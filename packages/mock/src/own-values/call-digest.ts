import { createHash, randomUUID } from "node:crypto";

// Files make calls long, and their ends tell them apart.
const hashedBytes = 32_768;
const mostCounted = 100_000;

/**
 * Builds the digest of a call: hexadecimal digits that depend on the seed, the key, the target, the body and how
 * often the same came before. Of a long body, the length and both ends are read.
 *
 * @param seed the digests of two servers are the same if theirs is; without one they are not
 */
export function callDigests(seed: string = randomUUID()) {
  const counts = new Map<string, number>();
  // How often all counts were forgotten: what is counted anew is not to give the same once more.
  let epoch = 0;

  return function digestOf(apiKey: string | undefined, url: string, content: Buffer): string {
    const hash = createHash("sha1").update(`${seed}\0${apiKey ?? ""}\0${url}\0${content.length}\0${epoch}\0`);
    if (content.length <= 2 * hashedBytes) hash.update(content);
    else hash.update(content.subarray(0, hashedBytes)).update(content.subarray(-hashedBytes));
    const digest = hash.digest("hex");
    const count = counts.get(digest) ?? 0;
    counts.set(digest, count + 1);
    if (counts.size > mostCounted) {
      counts.clear();
      epoch += 1;
    }
    return count === 0 ? digest : createHash("sha1").update(`${digest}${count}`).digest("hex");
  };
}
