// Adds a comment with one attachment, with nothing but Node.
import { readFile } from "node:fs/promises";

const { CASE_COMMENTS_BASE_URL, CV_API_KEY } = process.env;
if (!CASE_COMMENTS_BASE_URL || !CV_API_KEY) throw new Error("Set CASE_COMMENTS_BASE_URL and CV_API_KEY");

const body = JSON.stringify({
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
});

let status = 0;
let isCreated = false;
try {
  const response = await fetch(`${CASE_COMMENTS_BASE_URL}/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11`, {
    method: "POST",
    redirect: "error", // a redirect would carry the key and the comment elsewhere
    signal: AbortSignal.timeout(60_000),
    headers: {
      "cv-api-key": CV_API_KEY,
      "content-type": "application/json",
    },
    body,
  });
  status = response.status;
  const answer = await response.text();
  console.log(status, answer);
  isCreated = status === 200 && JSON.parse(answer).success === true;
} catch (error) {
  console.error(error.cause?.code ?? error.name); // its text may hold the key
}
if (!isCreated) {
  const isRejected = status >= 400 && status < 500 && status !== 408;
  console.error(
    isRejected ? "No comment was created." : "The comment may exist: look before you send it again.",
  );
  process.exitCode = 1;
}
