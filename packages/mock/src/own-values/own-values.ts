import { type Contract, operationsOf } from "@case-comments/contract";
import type { PreparedResponse, ReceivedCall } from "@case-comments/contract-server";
import { keyOf } from "../api-key.ts";
import { callDigests } from "./call-digest.ts";
import { type ResponseTemplate, responseTemplate } from "./response-template.ts";
import { uuidFrom } from "./uuid-from.ts";

const dayMs = 86_400_000;

const timeIn = (digits: string) => Number.parseInt(digits.slice(32), 16);

/** Gives a response ids and times that no other response has. */
export type OwnValues = (response: PreparedResponse, call: ReceivedCall) => PreparedResponse;

/**
 * Builds what gives successes values of their own. An id depends on the seed, the key, the target, the
 * body and how often the same came before, so that it is the same in each run, in whatever order the
 * calls of different tests arrive.
 *
 * @param seed makes ids and times the same in each run; without it, ids are new and times are real
 */
export function ownValues({ document }: Pick<Contract, "document">, seed: string | undefined): OwnValues {
  const schemas = new Map(
    operationsOf(document).flatMap(({ operationId, responses }) =>
      Object.entries(responses).map(([status, { content = {} }]) => [
        `${operationId} ${status}`,
        content["application/json"]?.schema,
      ]),
    ),
  );
  const templates = new WeakMap<PreparedResponse, ResponseTemplate | "none">();
  const digestOf = callDigests(seed);
  const timeText = timeWriter();

  function templateOf(response: PreparedResponse, operation: string): ResponseTemplate | "none" {
    const known = templates.get(response);
    if (known) return known;
    const schema = schemas.get(`${operation} ${response.status}`);
    const template = (schema && responseTemplate(response, schema)) ?? "none";
    templates.set(response, template);
    return template;
  }

  return (response, call) => {
    if (response.status < 200 || response.status > 299) return response;
    const template = templateOf(response, call.operation);
    if (template === "none") return response;
    const { digits, before } = digestOf(keyOf(call), call.url, call.content);
    const time = seed === undefined ? Date.now() : template.time + ((timeIn(digits) + before) % dayMs);
    return template.fill((index) => uuidFrom(digits, before * template.ids + index), timeText(time));
  };
}

/** Builds what writes times; many calls come within a millisecond. */
function timeWriter(): (time: number) => string {
  let latest = 0;
  let text = new Date(latest).toISOString();
  return (time) => {
    if (time !== latest) text = new Date(time).toISOString();
    latest = time;
    return text;
  };
}
