/**
 * A sandbox of the Case Comments API: it keeps what it is told, for real, and lets you read it back.
 *
 * @example
 * import { startSandbox } from "@case-comments/sandbox";
 *
 * const sandbox = await startSandbox();
 * // … let your code post to sandbox.url with the key "test_of-this-test", and read back what is there …
 * await sandbox.close();
 */
export type { Sandbox, SandboxOptions } from "./sandbox.ts";
export { startSandbox } from "./start-sandbox.ts";
