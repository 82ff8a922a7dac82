/**
 * Twenty receivers with a bug each, as they are really written. They were written down before there was
 * anything to find them with.
 */
export interface PlantedBug {
  /** A file in `receivers/planted`; its folder says what it is built on. */
  readonly receiver: string;
  readonly bug: string;
  /** What the check has to say of it. */
  readonly expected: "forged" | "reparsed" | "refused" | "otherRefused" | "twice" | "lost" | "slow" | "dies";
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    receiver: "express/parses-first.mjs",
    bug: "express.json() comes before the check, which prints the body anew",
    expected: "reparsed",
  },
  {
    receiver: "express/checks-what-is-signed.mjs",
    bug: "the signature is checked only if there is one",
    expected: "forged",
  },
  {
    receiver: "express/usual-size-limit.mjs",
    bug: "express.raw() takes 100 kB, and a comment with a scan is larger",
    expected: "refused",
  },
  {
    receiver: "express/keeps-before-it-checks.mjs",
    bug: "the comment is kept, and then the forged event is answered with 401",
    expected: "forged",
  },
  {
    receiver: "express/unique-key-throws.mjs",
    bug: "a comment that comes again breaks a unique key, and is answered with 500",
    expected: "refused",
  },
  {
    receiver: "fastify/schema-of-one-form.mjs",
    bug: "the schema of the body demands what only the newer form has",
    expected: "refused",
  },
  {
    receiver: "fastify/throws-on-other-events.mjs",
    bug: "there is no handler for other events, and calling it throws",
    expected: "otherRefused",
  },
  {
    receiver: "hono/forgets-to-await.mjs",
    bug: "the check is a promise, and a promise is always true",
    expected: "forged",
  },
  {
    receiver: "hono/needs-base64.mjs",
    bug: "every file is taken to hold its content, and one with an address throws",
    expected: "refused",
  },
  {
    receiver: "hono/compares-the-beginning.mjs",
    bug: "a signature is right if the expected one begins with it",
    expected: "forged",
  },
  {
    receiver: "next/refuses-other-events.mjs",
    bug: "an event that is not read is a bad request",
    expected: "otherRefused",
  },
  {
    receiver: "next/keeps-every-delivery.mjs",
    bug: "each delivery is kept as a comment of its own",
    expected: "twice",
  },
  {
    receiver: "python/json_dumps.py",
    bug: "json.dumps prints the body anew for the check",
    expected: "reparsed",
  },
  {
    receiver: "python/needs_an_address.py",
    bug: "the author's address is read as if it were always there",
    expected: "refused",
  },
  {
    receiver: "python/fetches_first.py",
    bug: "files are fetched before the answer",
    expected: "slow",
  },
  {
    receiver: "node/throws-on-a-wrong-length.mjs",
    bug: "timingSafeEqual throws where the length is wrong, outside of any try",
    expected: "dies",
  },
  {
    receiver: "node/holds-it-three-times.mjs",
    bug: "a large event is held as chunks, text and objects, in more memory than there is",
    expected: "dies",
  },
  {
    receiver: "node/decodes-each-chunk.mjs",
    bug: "each chunk is decoded by itself, which breaks what lies across two",
    expected: "refused",
  },
  {
    receiver: "node/looks-then-keeps.mjs",
    bug: "whether a comment is known is asked before it is kept, and two come at once",
    expected: "twice",
  },
  {
    receiver: "node/passes-over-the-older-form.mjs",
    bug: "a comment in the older form is answered with 204 and kept nowhere",
    expected: "lost",
  },
];
