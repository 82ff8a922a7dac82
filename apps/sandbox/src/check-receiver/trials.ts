import { signatureOf } from "../webhooks/event-body.ts";
import { type CommentForm, commentForms, largeComment, otherEvents, plainComment } from "./comment-events.ts";
import { type JsonPrint, jsonPrints } from "./json-prints.ts";
import type { Trial, TrialGroup } from "./trial.ts";

export interface TrialSettings {
  secret: string;
  /** The case that all comments are of. */
  caseId: string;
}

/** A comment in the usual form, in each print. */
export const prints = (settings: TrialSettings): Trial[] =>
  jsonPrints.map((print) => genuine("print", `a new comment, ${print.name}`, plainComment, print, settings));

/** What a receiver has to accept, in a print that it trusts. */
export function genuineTrials(settings: TrialSettings, print: JsonPrint, megabytes: number) {
  const made = (group: TrialGroup, name: string, make: CommentForm["make"]) =>
    genuine(group, name, make, print, settings);
  const sizes = megabytes > 1 ? [1, megabytes] : [1];
  return {
    plain: made("form", "a new comment", plainComment),
    forms: commentForms.map(({ name, make }) => made("form", name, make)),
    others: otherEvents.map(({ name, make }) => made("other", name, make)),
    large: sizes.map((size) => made("large", `a comment of ${size} MB`, largeComment(size * 1_000_000))),
    last: made("form", "a new comment after all of that", plainComment),
  };
}

function genuine(
  group: TrialGroup,
  name: string,
  make: CommentForm["make"],
  { print }: JsonPrint,
  { secret, caseId }: TrialSettings,
): Trial {
  return {
    group,
    name,
    make: () => {
      const body = Buffer.from(print(make(caseId)));
      return { body, signature: signatureOf(body, secret) };
    },
  };
}
