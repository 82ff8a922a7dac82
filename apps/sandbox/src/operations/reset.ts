import { jsonResponse } from "@case-comments/contract-server";
import { failureOf } from "../api/failure-responses.ts";
import type { OperationHandler } from "./operation-handler.ts";

/** Puts the world of a key for tests back to its beginning. */
export const reset: OperationHandler = async ({ operation }, { caller, world, store }) => {
  if (world) {
    await store.run("resetTenant", { tenant: world.id });
    return begunAgain;
  }
  const principal = await store.run("findPrincipal", caller);
  return failureOf(operation, principal ? "resetDenied" : "unknownApiKey");
};

const begunAgain = jsonResponse(204, "begunAgain", undefined);
