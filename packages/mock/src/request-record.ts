import type { Answer, Contract, Failure } from "@case-comments/contract";
import type { Exchange } from "./front.ts";
import type { RecordedRequest, Violation } from "./mock.ts";

/** Builds the record of an exchange: what was asked, what was wrong with it, and what it got. */
export function requestRecord(contract: Contract) {
  const violationsOf = violationList(contract);
  return ({ method, call, body, deserved, status, answer }: Exchange): RecordedRequest => ({
    method,
    ...(call ? { operation: call.operation } : {}),
    path: call?.path ?? {},
    ...(body && "json" in body ? { body: body.json } : {}),
    ...(status === undefined ? {} : { status }),
    answer,
    violations: violationsOf(deserved),
  });
}

function violationList({ failures }: Contract) {
  const byAnswer = new Map(
    failures.map((failure) => [
      `${failure.operation} ${failure.example}`,
      failure.triggers.map((trigger): Violation => ({ failure: failure.kind, rule: ruleOf(trigger) })),
    ]),
  );
  return (deserved: Answer | undefined): Violation[] =>
    (deserved && byAnswer.get(`${deserved.operation} ${deserved.name}`)) ?? [];
}

function ruleOf(trigger: Failure["triggers"][number]): string {
  if ("body" in trigger) return `${trigger.rule} at ${trigger.body || "/"}`;
  if ("header" in trigger)
    return "value" in trigger ? `test value of ${trigger.header}` : `required header ${trigger.header}`;
  if ("path" in trigger) return `${trigger.rule} of ${trigger.path} in the path`;
  if ("caseId" in trigger) return "test case id";
  return { malformed: "readable JSON", contentType: "content type", tooLarge: "size of the body" }[
    trigger.refused
  ];
}
