import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { answers, baseUrl, caseId, comment, outcome } from "./answers.ts";

describe("msw", () => {
  const server = setupServer();
  const url = `${baseUrl}/api/v1/cases/:caseId`;
  beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it.each(answers)("%i from a handler that never looks at the body", async (status, body, expected) => {
    server.use(http.post(url, () => HttpResponse.json(body, { status })));
    expect(await outcome()).toMatchObject(expected);
  });

  it.each(answers)("%i from a handler that reads the body", async (status, body, expected) => {
    const received: unknown[] = [];
    server.use(
      http.post(url, async ({ request, params }) => {
        received.push({
          caseId: params.caseId,
          key: request.headers.get("cv-api-key"),
          body: await request.json(),
        });
        return HttpResponse.json(body, { status });
      }),
    );
    expect(await outcome()).toMatchObject(expected);
    expect(received).toEqual([
      { caseId, key: "a-key", body: { action: "ADD_COMMUNICATION", communication: comment } },
    ]);
  });

  it("a network error leaves it open, because msw copies the body first", async () => {
    server.use(http.post(url, () => HttpResponse.error()));
    expect(await outcome()).toMatchObject({ error: { kind: "network", delivery: "unknown" } });
  });
});
