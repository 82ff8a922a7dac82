/** Spans of OpenTelemetry for the client's requests, without the id of a case in them. */
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";

const ofCase = /(\/api\/v1\/cases\/)[^/?]+/;

/**
 * The instrumentation of `fetch`. By itself it writes the whole address into a span, and with it the
 * case id; what this hook gives replaces that. Register it before the first request.
 */
export const tracing = new UndiciInstrumentation({
  startSpanHook({ origin, path }) {
    if (!ofCase.test(path)) return {};
    const template = path.replace(ofCase, "$1{caseId}");
    return { "url.full": `${origin}${template}`, "url.path": template };
  },
});
