import { jsonResponse } from "@case-comments/contract-server";
import { failureOf } from "../api/failure-responses.ts";
import { notifiesByDefault } from "./notifies-by-default.ts";
import type { OperationHandler } from "./operation-handler.ts";
import { privately } from "./privately.ts";

/** Gives the latest deliveries, each with every attempt. */
export const listDeliveries: OperationHandler = async ({ operation }, { caller, store }) => {
  const deliveries = await store.run("listDeliveries", { caller });
  if (typeof deliveries === "string") return failureOf(operation, deliveries);
  return jsonResponse(200, "deliveries", { deliveries }, privately);
};

/** Delivers an event once more. */
export const redeliver: OperationHandler = async ({ operation, path }, { caller, store, dispatcher }) => {
  const commentId = path.commentId ?? "";
  const outcome = await store.run("redeliver", { caller, commentId, notifiesByDefault });
  if (outcome !== "owed") return failureOf(operation, outcome);
  dispatcher.wake();
  return owed;
};

const owed = jsonResponse(202, "owed", undefined);
