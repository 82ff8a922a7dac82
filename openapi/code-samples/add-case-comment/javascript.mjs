// Adds a comment with one attachment, with nothing but Node.
import { readFile } from "node:fs/promises";

const { CASE_COMMENTS_BASE_URL, CV_API_KEY } = process.env;

const response = await fetch(`${CASE_COMMENTS_BASE_URL}/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11`, {
  method: "POST",
  redirect: "error", // a redirect would carry the key and the comment elsewhere
  signal: AbortSignal.timeout(60_000),
  headers: {
    "cv-api-key": CV_API_KEY,
    "content-type": "application/json",
  },
  body: JSON.stringify({
    action: "ADD_COMMUNICATION",
    communication: {
      text: "The lab report is attached.",
      isRestricted: false,
      author: { email: "rosa.delgado@clinic.example" },
      attachments: [
        {
          fileName: "lab-report.pdf",
          content: await readFile("lab-report.pdf", "base64"),
          isRestricted: false,
          isPHI: true,
        },
      ],
    },
  }),
});

console.log(response.status, await response.text());
if (!response.ok) process.exitCode = 1;
