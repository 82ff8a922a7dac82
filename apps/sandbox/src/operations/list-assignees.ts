import { jsonResponse } from "@case-comments/contract-server";
import { failureOf } from "../api/failure-responses.ts";
import type { OperationHandler } from "./operation-handler.ts";
import { privately } from "./privately.ts";

/** Gives the people whom a comment can tag. */
export const listAssignees: OperationHandler = async ({ operation }, { caller, store }) => {
  const assignees = await store.run("listAssignees", caller);
  if (assignees === "unknownApiKey") return failureOf(operation, assignees);
  return jsonResponse(200, "assignees", { assignees }, privately);
};
