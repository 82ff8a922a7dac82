import { startMock } from "@case-comments/mock";

const comment = {
  text: "Fasting since eight.",
  isRestricted: true,
  author: { email: "rosa@clinic.example" },
};
const url = "/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";

it("a mock in Jest is told what to answer, and tells what was asked", async () => {
  const mock = await startMock();
  try {
    const session = mock.session();
    await session.next("caseNotFound");
    const { status } = await fetch(session.url + url, {
      method: "POST",
      headers: { "cv-api-key": session.apiKey, "content-type": "application/json" },
      body: JSON.stringify({ action: "ADD_COMMUNICATION", communication: comment }),
    });
    expect(status).toBe(404);
    expect(await session.requests()).toMatchObject([{ response: "caseNotFound", violations: [] }]);
  } finally {
    await mock.close();
  }
});
