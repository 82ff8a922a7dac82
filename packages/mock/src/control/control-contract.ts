import { createContract, type OpenApiDocument, type Validators } from "@case-comments/contract";
import document from "./openapi.gen.json" with { type: "json" };
import { validators } from "./validators.gen.ts";

/** The contract of the control interface. */
export const controlContract = createContract(
  document as unknown as OpenApiDocument,
  validators as Validators,
);
