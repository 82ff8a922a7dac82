/**
 * A mock of the Case Comments API for tests. It answers over real HTTP, gives every documented
 * answer to the request that deserves it, and rehearses what can go wrong on the wire.
 *
 * @example
 * import { startMock } from "@case-comments/mock";
 *
 * const mock = await startMock();
 * // … let your code call mock.url …
 * const [request] = await mock.session(apiKey).waitFor(1);
 * expect(request?.response).toBe("commentCreated");
 * await mock.close();
 */
export { type Fault, faults } from "./faults.ts";
export type {
  Answer,
  AnswerOptions,
  AnswerOrder,
  Demand,
  Match,
  Mock,
  MockOptions,
  QueuedAnswer,
  RecordedRequest,
  Session,
  Violation,
  WaitOptions,
} from "./mock.ts";
export { type CanaryName, canary } from "./rehearse/canaries.ts";
export { type ResponseName, responseNames } from "./response-names.gen.ts";
export { startMock } from "./start-mock.ts";
export { testValues } from "./test-values.gen.ts";
