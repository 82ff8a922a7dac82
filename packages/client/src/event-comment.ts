import type { components } from "./generated/schema.gen.ts";

type Schemas = components["schemas"];

/** The comment that an event is about: whichever of the two documented places holds one with an id. */
export function eventComment(
  event: Schemas["CaseCommentEvent"] | null | undefined,
): Schemas["EventComment"] | undefined {
  const { comments, comment } = event?.payload ?? {};
  return [comments, comment].find((one) => typeof one?.id === "string" && one.id !== "");
}
