import { parameterOf, type Trigger } from "@case-comments/openapi/trigger";
import type { Example, ResolvedOperation } from "./document.ts";

/** A named example of a response. */
export interface ResponseExample {
  operation: string;
  status: number;
  /** The name of the example. */
  name: string;
  /** The failure it stands for; absent when it is a success. */
  failure?: string;
  body: unknown;
}

/** A documented error response, as the catalogue of an operation's failures lists it. */
export interface Failure {
  /** The name by which programs tell failures apart. Several examples may share one. */
  kind: string;
  status: number;
  /** The exact text of `error` in the body. */
  error: string;
  /** The name of the example. */
  example: string;
  summary: string;
  description: string;
  /** The required field that is missing, when that is what the response says. */
  field?: string;
  /** How we know of it; absent when the vendor documents it. */
  provenance?: "inferred" | "assumed";
  triggers: readonly Trigger[];
}

/** A value of a parameter that is set aside for tests: it always provokes one failure. */
export interface ReservedValue {
  in: "path" | "query" | "header";
  name: string;
  value: string;
  /** The failure's kind. */
  failure: string;
}

/** The named response examples of an operation, in the contract's order within each status. */
export function responseExamplesOf(
  operation: ResolvedOperation,
): (ResponseExample & { triggers: Trigger[] })[] {
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
export function failuresOf(operation: ResolvedOperation): Failure[] {
  return namedExamples(operation).flatMap(({ status, name, example }) => {
    if (!example["x-failure"]) return [];
    const triggers = example["x-trigger"] ?? [];
    const field = missingField(triggers);
    const provenance = example["x-provenance"]?.split(":")[0] as Failure["provenance"];
    return {
      kind: example["x-failure"],
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

/** The values that provoke a failure whatever else a request holds. */
export function reservedValuesOf(failures: readonly Failure[]): ReservedValue[] {
  return failures.flatMap(({ kind, triggers }) =>
    triggers.flatMap((trigger) => {
      const parameter = parameterOf(trigger);
      return parameter && "value" in trigger ? { ...parameter, value: trigger.value, failure: kind } : [];
    }),
  );
}

/** The largest request body that an operation takes, in bytes; `undefined` if it states no limit. */
export function maxBodyBytesOf(failures: readonly Pick<Failure, "triggers">[]): number | undefined {
  const limits = failures.flatMap(({ triggers }) =>
    triggers.flatMap((trigger) => ("bytes" in trigger ? trigger.bytes : [])),
  );
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

function namedExamples({
  responses,
}: ResolvedOperation): { status: number; name: string; example: Example }[] {
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
