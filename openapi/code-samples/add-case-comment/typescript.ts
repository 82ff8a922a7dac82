// Adds a comment with one attachment, with the typed client.
import { createClient } from "@case-comments/client";
import { fromFile } from "@case-comments/client/node";

const cases = createClient({
  apiKey: () => process.env.CV_API_KEY ?? "",
  baseUrl: process.env.CASE_COMMENTS_BASE_URL ?? "",
});

const result = await cases.addComment("7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11", {
  text: "The lab report is attached.",
  isRestricted: false,
  author: { email: "rosa.delgado@clinic.example" },
  attachments: [
    await fromFile("lab-report.pdf", { isRestricted: false, isPHI: true }),
  ],
});

if (result.ok) {
  console.log(result.data);
} else {
  const { kind, delivery } = result.error;
  console.error(delivery === "unknown" ? `${kind}: look before you send it again.` : kind);
  process.exitCode = 1;
}
