import type { Trigger } from "@case-comments/openapi/trigger";
import type { Example, OpenApiDocument, PlacedOperation } from "./document.ts";

/** An answer that the contract documents. */
export interface Answer {
  operation: string;
  status: number;
  /** The name of the example that holds it. */
  name: string;
  /** The failure it stands for; absent when it is a success. */
  failure?: string;
  body: unknown;
}

/** A documented refusal, as the catalogue of failures lists it. */
export interface Failure {
  /** The name by which programs tell failures apart. Several answers may share one. */
  kind: string;
  operation: string;
  status: number;
  /** The exact text of `error` in the body. */
  error: string;
  /** The name of the example. */
  example: string;
  summary: string;
  description: string;
  /** The required field that is missing, when that is what the answer says. */
  field?: string;
  /** How we know of it; absent when the vendor documents it. */
  provenance?: "inferred" | "assumed";
  triggers: readonly Trigger[];
}

/** The named answers of an operation, in the contract's order within each status. */
export function answersOf(operation: PlacedOperation): (Answer & { triggers: Trigger[] })[] {
  return namedExamples(operation).map(({ status, name, example }) => ({
    operation: operation.operationId,
    status,
    name,
    ...(example["x-failure"] ? { failure: example["x-failure"] } : {}),
    body: example.value,
    triggers: example["x-trigger"] ?? [],
  }));
}

/** The catalogue of an operation's failures. */
export function failuresOf(operation: PlacedOperation): Failure[] {
  return namedExamples(operation).flatMap(({ status, name, example }) => {
    if (!example["x-failure"]) return [];
    const triggers = example["x-trigger"] ?? [];
    const field = missingField(triggers);
    const provenance = example["x-provenance"]?.split(":")[0] as Failure["provenance"];
    return {
      kind: example["x-failure"],
      operation: operation.operationId,
      status,
      error: (example.value as { error: string }).error,
      example: name,
      summary: example.summary ?? "",
      description: example.description ?? "",
      ...(field ? { field } : {}),
      ...(provenance ? { provenance } : {}),
      triggers,
    };
  });
}

function namedExamples({ responses }: PlacedOperation): { status: number; name: string; example: Example }[] {
  return Object.entries(responses).flatMap(([status, { content = {} }]) =>
    Object.values(content).flatMap(({ examples = {} }) =>
      Object.entries(examples).map(([name, example]) => ({ status: Number(status), name, example })),
    ),
  );
}

function missingField([trigger, ...others]: Trigger[]): string | undefined {
  if (!trigger || others.length > 0 || !("body" in trigger) || trigger.rule !== "required") return undefined;
  return trigger.body.slice(trigger.body.lastIndexOf("/") + 1);
}

/** Every server that has a name, by that name. */
export function environmentsOf(document: OpenApiDocument): Record<string, string> {
  return Object.fromEntries(
    (document.servers ?? []).flatMap(({ url, "x-environment": name }) => (name ? [[name, url]] : [])),
  );
}
