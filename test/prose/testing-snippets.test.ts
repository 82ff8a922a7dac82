import { readWebhook } from "@case-comments/client/webhook";
import { expect, it } from "vitest";
import { codeIn, readProse } from "./markdown.ts";
import { runSnippet } from "./run-snippet.ts";

const secret = "a secret";
const surroundings = {
  caseId: "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11",
  comment: { text: "Hello", isRestricted: false, author: { email: "rosa@clinic.example" } },
  secret,
  async receiveWebhook(request: Request) {
    const signature = request.headers.get("x-cv-signature");
    const { kind } = await readWebhook(await request.arrayBuffer(), signature, secret);
    return new Response(null, { status: kind === "comment" ? 204 : 401 });
  },
};

const codes = codeIn(await readProse("packages/client/README.md"), "ts");
const ofTesting = codes.filter((code) => code.includes("@case-comments/client/testing"));

it.for(ofTesting)("%#: what the client's README says of tests is so", async (code) => {
  expect.hasAssertions();
  await runSnippet(code, { ...surroundings, expect });
});

it("there is something to run, and what fails is noticed", async () => {
  expect(ofTesting).toHaveLength(2);
  const [code = ""] = ofTesting;
  const wrong = code.replace("[false, false, true]", "[true, false, true]");
  expect(wrong).not.toBe(code);
  await expect(runSnippet(wrong, { ...surroundings, expect })).rejects.toThrow(/to deeply equal/);
});
