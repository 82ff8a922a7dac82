/**
 * A mock of the Case Comments API for tests. It answers over real HTTP, gives every documented
 * answer to the request that deserves it, and rehearses what can go wrong on the wire.
 *
 * @example
 * import { startMock } from "@case-comments/mock";
 *
 * const mock = await startMock();
 * // … let your code call mock.url …
 * expect(mock.requests.at(-1)?.response).toBe("commentCreated");
 * await mock.close();
 */
export { type Fault, faults } from "./faults.ts";
export type { Mock, MockOptions, RecordedRequest, Violation } from "./mock.ts";
export { type CanaryName, canary } from "./rehearse/canaries.ts";
export { startMock } from "./start-mock.ts";
