import { type Fault as AnyFault, faults as serverFaults } from "@case-comments/contract-server";

/** Something that can be made to go wrong. */
export type Fault =
  | "reset"
  | "reset-after"
  | "stall"
  | "truncated"
  | "slow"
  | "200-html"
  | "redirect"
  | "early-413"
  | "429"
  | "500"
  | "502-html"
  | "503";

/** What can be made to go wrong, by name: the case id that orders it, and what a client sees. */
export const faults: Readonly<Record<Fault, { readonly id: string; readonly effect: string }>> =
  // Fails when the server has one that is not named above.
  serverFaults satisfies { [name in AnyFault]: name extends Fault ? unknown : never };
