import { jsonResponse } from "@case-comments/contract-server";
import { failureOf } from "../api/failure-responses.ts";
import type { EventForm } from "../store/webhooks.ts";
import type { Weather } from "../webhooks/weather.ts";
import type { OperationHandler } from "./operation-handler.ts";
import { privately } from "./privately.ts";

/** The body of the call, as the check of the sandbox's own contract has let it through. */
interface WebhookBody {
  url: string;
  secret: string;
  form?: EventForm;
  weather?: readonly Weather[];
}

/** Sets where the organization is told of its comments. */
export const setWebhook: OperationHandler = async ({ operation, json }, { caller, store }) => {
  const { url, secret, form = "current", weather = [] } = json as WebhookBody;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isUsable = /^https?:$/.test(parsed?.protocol ?? "") && !parsed?.username && !parsed?.password;
  const settings = { url, form, weather };
  if (!isUsable) {
    const known = await store.run("findPrincipal", caller);
    return failureOf(operation, known ? "invalidWebhook" : "unknownApiKey");
  }
  const outcome = await store.run("setWebhook", { caller, webhook: { ...settings, secret } });
  return outcome === "set"
    ? jsonResponse(200, "webhook", settings, privately)
    : failureOf(operation, outcome);
};

/** Says where the organization is told of its comments. */
export const readWebhook: OperationHandler = async ({ operation }, { caller, store }) => {
  const found = await store.run("readWebhook", { caller });
  return typeof found === "string"
    ? failureOf(operation, found)
    : jsonResponse(200, "webhook", found, privately);
};

/** Takes back where the organization is told of its comments. */
export const removeWebhook: OperationHandler = async ({ operation }, { caller, store }) => {
  const outcome = await store.run("setWebhook", { caller, webhook: undefined });
  return outcome === "set" ? removed : failureOf(operation, outcome);
};

const removed = jsonResponse(204, "webhookRemoved", undefined);
