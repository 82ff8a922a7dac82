// Adds a comment with one attachment, with the typed client.
import { createClient, fromBytes } from "@case-comments/client";

const cases = createClient({
  apiKey: () => process.env.CV_API_KEY ?? "",
  baseUrl: process.env.CASE_COMMENTS_BASE_URL ?? "",
});

const result = await cases.addComment(process.env.CASE_ID ?? "", {
  text: "The lab report is attached.",
  isRestricted: false,
  author: { email: "rosa.delgado@clinic.example" },
  attachments: [
    fromBytes(new TextEncoder().encode("Hemoglobin 13.8 g/dL\n"), {
      fileName: "lab-report.txt",
      isRestricted: false,
      isPHI: true,
    }),
  ],
});

if (result.ok) console.log(result.data);
else if (result.error.delivery === "unknown") console.log("Look before you send it again.");
else console.log(result.error.kind);
