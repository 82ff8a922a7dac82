/** What every program here posts, and where: the values that the rehearsal hands out. */
const env = process.env;

exports.url = `${env.CASE_COMMENTS_BASE_URL}/api/v1/cases/${env.CASE_COMMENTS_CANARY_CASE_ID}`;

exports.headers = { "cv-api-key": env.CASE_COMMENTS_CANARY_KEY, "content-type": "application/json" };

exports.comment = {
  action: "ADD_COMMUNICATION",
  communication: {
    text: env.CASE_COMMENTS_CANARY_TEXT,
    isRestricted: false,
    author: { email: env.CASE_COMMENTS_CANARY_EMAIL },
    attachments: [
      {
        fileName: env.CASE_COMMENTS_CANARY_FILE_NAME,
        content: Buffer.from(env.CASE_COMMENTS_CANARY_FILE_CONTENT).toString("base64"),
        isPHI: true,
        isRestricted: false,
      },
    ],
  },
};
