import nock from "nock";
import { answers, baseUrl, caseId, comment, outcome } from "./answers.ts";

describe("nock", () => {
  const path = `/api/v1/cases/${caseId}`;
  beforeAll(() => nock.disableNetConnect());
  afterEach(() => nock.cleanAll());
  afterAll(() => nock.restore());

  it.each(answers)("%i to any body", async (status, body, expected) => {
    const scope = nock(baseUrl).post(path).reply(status, body);
    expect(await outcome()).toMatchObject(expected);
    expect(scope.isDone()).toBe(true);
  });

  it.each(answers)("%i to this body and key", async (status, body, expected) => {
    const scope = nock(baseUrl, { reqheaders: { "cv-api-key": "a-key" } })
      .post(path, { action: "ADD_COMMUNICATION", communication: comment })
      .reply(status, body);
    expect(await outcome()).toMatchObject(expected);
    expect(scope.isDone()).toBe(true);
  });

  it("a network error leaves it open, because nock reads the body first", async () => {
    nock(baseUrl).post(path).replyWithError("gone");
    expect(await outcome()).toMatchObject({ error: { kind: "network", delivery: "unknown" } });
  });
});
