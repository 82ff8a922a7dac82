import { uncheckable } from "../checkable-schema.ts";
import { entries } from "../redocly.ts";
import { bodyOf, operationRule, parametersOf, schemaOf } from "../request.ts";

/**
 * A request's schema says nothing that some part of this project would not follow, so that what passes
 * here breaks nowhere later; and a body is shown by an example.
 */
export const requestIsCheckable = operationRule((context, called) => {
  const body = bodyOf(context, called);
  const schemas = [...parametersOf(context, called), ...(body ? [body] : [])].map(schemaOf);
  for (const finding of schemas.flatMap((schema) => uncheckable(context, schema))) context.report(finding);
  if (body && entries(context, body, "examples").length === 0) {
    context.report({ message: "The body of this request has no example.", location: body.location });
  }
});
