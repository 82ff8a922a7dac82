/**
 * What tests of your own program need: a client that sends nothing, errors as the client gives them, and
 * signatures of webhooks. It also works where a browser is imitated, in jsdom for instance.
 *
 * @example
 * import { createError, createFakeClient } from "@case-comments/client/testing";
 * const cases = createFakeClient(createError("timeout", { delivery: "unknown" }));
 * await yourCode(cases);
 * expect(cases.calls).toMatchObject([{ caseId, comment: { text: "Hello" } }]);
 */
export { createError, type ErrorDetails, type Said } from "./testing/create-error.ts";
export {
  createFakeClient,
  type FakeCall,
  type FakeClient,
  type FakeOutcome,
  type SentComment,
} from "./testing/fake-client.ts";
export { signWebhook } from "./testing/sign-webhook.ts";
