import { expect, it } from "vitest";
import { createCanaries } from "./canaries.ts";
import { observedCall } from "./observed-call.ts";
import { unsentCanaries } from "./unsent-canaries.ts";

it("tells which canaries no call sent, and knows those that a large file begins with", () => {
  const canaries = createCanaries();
  const content = Buffer.from(canaries.fileContent.value.padEnd(3_000, "…")).toString("base64");
  const call = observedCall(
    {
      operation: "addCaseComment",
      method: "POST",
      url: "/",
      path: { caseId: canaries.caseId.value },
      headers: { "cv-api-key": canaries.key.value },
      body: { communication: { text: "…", attachments: [{ content }] } },
    },
    ["cv-api-key"],
  );
  expect(unsentCanaries(canaries, [call])).toEqual(["text", "email", "fileName"]);
  expect(unsentCanaries(canaries, [])).toHaveLength(6);
});
