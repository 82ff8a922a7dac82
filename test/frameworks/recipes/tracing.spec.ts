import { createClient } from "@case-comments/client";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { tracing } from "../copied/tracing.ts";
import { caseId, comment, startApi } from "./servers.ts";

async function spansOf(instrumentation: UndiciInstrumentation, fails = false) {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  instrumentation.setTracerProvider(provider);
  instrumentation.enable();
  try {
    await using api = await startApi();
    const baseUrl = fails ? "http://127.0.0.1:5" : `${api.url}/behind/a/gateway`;
    await createClient({ apiKey: "a-key", baseUrl, retries: 0 }).addComment(caseId, comment);
    await provider.forceFlush();
    return exporter.getFinishedSpans().map(({ name, attributes, events, status, links }) =>
      // What an exporter would send.
      JSON.stringify({ name, attributes, events, status, links }),
    );
  } finally {
    instrumentation.disable();
    await provider.shutdown();
  }
}

test("the recipe puts no case id into a span", async () => {
  const [span = ""] = await spansOf(tracing);
  expect(span).toContain("/behind/a/gateway/api/v1/cases/{caseId}");
  expect(span).toContain('"http.response.status_code":200');
  for (const secret of [caseId, "a-key", "Hello", "rosa"]) expect(span).not.toContain(secret);
});

test("nor does a request that fails", async () => {
  const [span = ""] = await spansOf(tracing, true);
  expect(span).toContain("{caseId}");
  expect(span).not.toContain(caseId);
});

test("by itself the instrumentation would", async () => {
  expect((await spansOf(new UndiciInstrumentation()))[0]).toContain(caseId);
});
