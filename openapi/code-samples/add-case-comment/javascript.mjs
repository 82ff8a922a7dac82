// Adds a comment with one attachment, with nothing but Node.
const { CASE_COMMENTS_BASE_URL, CV_API_KEY, CASE_ID } = process.env;

const response = await fetch(`${CASE_COMMENTS_BASE_URL}/api/v1/cases/${CASE_ID}`, {
  method: "POST",
  redirect: "error", // a redirect would carry the key and the comment elsewhere
  signal: AbortSignal.timeout(60_000),
  headers: { "cv-api-key": CV_API_KEY, "content-type": "application/json" },
  body: JSON.stringify({
    action: "ADD_COMMUNICATION",
    communication: {
      text: "The lab report is attached.",
      isRestricted: false,
      author: { email: "rosa.delgado@clinic.example" },
      attachments: [
        {
          fileName: "lab-report.txt",
          content: Buffer.from("Hemoglobin 13.8 g/dL\n").toString("base64"),
          isRestricted: false,
          isPHI: true,
        },
      ],
    },
  }),
});

console.log(await response.json());
