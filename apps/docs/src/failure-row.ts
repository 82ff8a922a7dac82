import type { Contract, OperationFacts } from "@case-comments/contract";
import { documentOf, type Example, shownOperations } from "./document.ts";
import type { EditorRequest } from "./editor-request.ts";
import { descriptionOf, type Provenance, provenanceOf } from "./provenance.ts";
import { provokingRequests } from "./provoking-request.ts";

/** What the docs tell of a failure. */
export interface FailureRow {
  /** The name of the example, and of its place on the page. */
  name: string;
  status: number;
  summary: string;
  /** The exact text of `error` in the body. */
  error: string;
  /** Markdown: what is wrong with the request. */
  cause: string;
  /** Markdown: what to do. */
  cure: string;
  provenance?: Provenance;
  /** What the client's error says of itself. */
  clientError: Readonly<Record<string, string | number>>;
  /** A request that provokes it. */
  request: EditorRequest;
}

/**
 * The failures of an operation in the contract's order.
 *
 * @throws {Error} if one of them has no `x-cure`, or can't be provoked
 */
export function failureRows(contract: Contract, facts: OperationFacts): FailureRow[] {
  const examples = examplesOf(contract, facts.operation);
  const requests = provokingRequests(contract, facts);
  return facts.failures.map(({ status, error, example: name, summary }) => {
    const example = examples.get(name);
    const cure = example?.["x-cure"];
    const request = requests.get(name);
    if (!example || !cure || !request) throw new Error(`the example ${name} has no x-cure`);
    const provenance = provenanceOf(example);
    return {
      name,
      status,
      summary,
      error,
      cause: descriptionOf(example),
      cure,
      ...(provenance ? { provenance } : {}),
      clientError: clientErrorOf(facts, status, error),
      request,
    };
  });
}

/** What the client makes of an answer: it knows no assumed ones, and of those with one text the first. */
function clientErrorOf({ failures }: OperationFacts, status: number, error: string) {
  const recognized = failures.find(
    (each) => each.status === status && each.error === error && each.provenance !== "assumed",
  );
  const { kind = "unrecognizedRejection", field } = recognized ?? {};
  return { kind, delivery: "rejected", status, ...(field ? { field } : {}) };
}

function examplesOf(contract: Contract, operation: string): Map<string, Example> {
  const { responses = {} } =
    shownOperations(documentOf(contract)).find(({ operationId }) => operationId === operation) ?? {};
  return new Map(
    Object.values(responses).flatMap(({ content = {} }) =>
      Object.values(content).flatMap(({ examples = {} }) => Object.entries(examples)),
    ),
  );
}
