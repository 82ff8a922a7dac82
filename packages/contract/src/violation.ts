import { type Location, parameterOf } from "@case-comments/openapi/trigger";
import type { PlannedCheck } from "./check-plan.ts";
import type { Validate } from "./validators.ts";

/** A rule that a request breaks, and where. It never holds a value of the request. */
export interface Violation {
  in: Location;
  /**
   * A JSON pointer: into the body, or to a parameter by its name. Empty for the whole body.
   *
   * @see https://www.rfc-editor.org/rfc/rfc6901
   */
  pointer: string;
  /**
   * The keyword of the JSON Schema; or `json` for a body that can't be read, `maxBytes` for one that
   * is too large, `mediaType` for another content type, `reserved` for a value set aside for tests.
   */
  rule: string;
}

/**
 * What a check that has just failed has found.
 *
 * @param validate the validator that said so, where one did
 * @param base the place of what it was given
 */
export function violationOf({ trigger }: PlannedCheck, validate?: Validate, base = ""): Violation {
  if ("refused" in trigger) return unreadable[trigger.refused];
  const { in: location, name } = parameterOf(trigger) ?? { in: "body" as const, name: "" };
  if ("value" in trigger) return { in: location, pointer: `/${name}`, rule: "reserved" };
  const [error] = validate?.errors ?? [];
  const missing = trigger.rule === "required" ? `/${error?.params?.missingProperty}` : "";
  return { in: location, pointer: `${base}${error?.instancePath ?? ""}${missing}`, rule: trigger.rule };
}

const unreadable = {
  malformed: { in: "body", pointer: "", rule: "json" },
  contentType: { in: "header", pointer: "/content-type", rule: "mediaType" },
  tooLarge: { in: "body", pointer: "", rule: "maxBytes" },
} as const;
