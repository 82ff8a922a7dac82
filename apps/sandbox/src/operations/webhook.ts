import { jsonResponse } from "@case-comments/contract-server";
import { failureOf } from "../api/failure-responses.ts";
import type { WebhookSettings } from "../store/webhook-settings.ts";
import { isWebAddress } from "../webhooks/web-address.ts";
import type { OperationHandler } from "./operation-handler.ts";
import { privately } from "./privately.ts";

/** The body of the call, as the check of the sandbox's own contract has let it through. */
type WebhookBody = Partial<WebhookSettings> & Pick<WebhookSettings, "url"> & { secret: string };

/** Sets where the organization is told of its comments. */
export const setWebhook: OperationHandler = async ({ operation, json }, { caller, store }) => {
  const { secret, ...given } = json as WebhookBody;
  const { url, form = "current", payload = "event", files = "content", weather = [] } = given;
  const settings = { url, form, payload, files, weather };
  if (!isWebAddress(url)) {
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
