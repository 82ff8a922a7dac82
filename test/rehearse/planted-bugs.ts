/**
 * Twenty integrations with a bug each, on libraries that are really used. They were written down
 * before there was anything to find them with.
 */
export interface PlantedBug {
  /** A file in `programs/planted`; its ending says which runner runs it. */
  readonly program: string;
  readonly bug: string;
  /** What a rehearsal has to say of it. */
  readonly expected: "duplicate" | "leak" | "hang" | "crash" | "unnoticed";
  /** A fault that brings it to light. */
  readonly fault: string;
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    program: "p-retry-whatever-failed.node.mjs",
    bug: "p-retry sends again after any failure",
    expected: "duplicate",
    fault: "503",
  },
  {
    program: "p-retry-after-a-timeout.vitest.mjs",
    bug: "p-retry sends again when no answer came in time",
    expected: "duplicate",
    fault: "stall",
  },
  {
    program: "axios-retry-as-it-comes.jest.cjs",
    bug: "axios-retry's own condition takes a lost connection for a request that never arrived",
    expected: "duplicate",
    fault: "reset-after",
  },
  {
    program: "got-retries-post.vitest.mjs",
    bug: "got was told to retry POST, too",
    expected: "duplicate",
    fault: "503",
  },
  {
    program: "ky-retries-post.node.mjs",
    bug: "ky was told to retry POST, too",
    expected: "duplicate",
    fault: "503",
  },
  {
    program: "undici-retry-agent.node.mjs",
    bug: "undici's RetryAgent was told to retry POST, too",
    expected: "duplicate",
    fault: "503",
  },
  {
    program: "test_requests_with_retry.py",
    bug: "urllib3's Retry was told to retry POST, too",
    expected: "duplicate",
    fault: "503",
  },
  {
    program: "again-when-unreadable.vitest.mjs",
    bug: "a success that can't be read is asked for again",
    expected: "duplicate",
    fault: "200-html",
  },
  {
    program: "new-time-with-each-try.jest.cjs",
    bug: "a lost connection is retried, with another time in the text",
    expected: "duplicate",
    fault: "reset-after",
  },
  {
    program: "logs-the-body.node.mjs",
    bug: "the body is logged when the call fails",
    expected: "leak",
    fault: "503",
  },
  {
    program: "logs-the-error.jest.cjs",
    bug: "axios' error is logged, and holds key and body",
    expected: "leak",
    fault: "503",
  },
  {
    program: "logs-base64.jest.cjs",
    bug: "the body is logged in base64, behind a prefix",
    expected: "leak",
    fault: "503",
  },
  {
    program: "address-in-the-error.vitest.mjs",
    bug: "ky's error names the address, and with it the case",
    expected: "leak",
    fault: "503",
  },
  {
    program: "test_debug_log_of_http.py",
    bug: "http.client prints what it sends, and pytest shows it when a test fails",
    expected: "leak",
    fault: "503",
  },
  {
    program: "fetch-follows-redirects.vitest.mjs",
    bug: "fetch follows a redirect with key and body",
    expected: "leak",
    fault: "redirect",
  },
  {
    program: "test_requests_follows_redirects.py",
    bug: "requests follows a redirect with key and body",
    expected: "leak",
    fault: "redirect",
  },
  {
    program: "fetch-without-a-limit.node.mjs",
    bug: "fetch waits as long as nothing comes",
    expected: "hang",
    fault: "stall",
  },
  {
    program: "test_requests_without_a_limit.py",
    bug: "requests waits as long as nothing comes",
    expected: "hang",
    fault: "stall",
  },
  {
    program: "test_ends_its_own_process.py",
    bug: "the process aborts when the connection is lost",
    expected: "crash",
    fault: "reset-after",
  },
  {
    program: "swallows-the-error.jest.cjs",
    bug: "an error is swallowed, and nobody learns that the comment may be lost",
    expected: "unnoticed",
    fault: "503",
  },
];
