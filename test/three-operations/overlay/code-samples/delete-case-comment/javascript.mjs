// Deletes a comment.
const { CASE_COMMENTS_BASE_URL, CV_API_KEY, CASE_ID, COMMENT_ID } = process.env;

const response = await fetch(`${CASE_COMMENTS_BASE_URL}/api/v1/cases/${CASE_ID}/comments/${COMMENT_ID}`, {
  method: "DELETE",
  redirect: "error",
  headers: { "cv-api-key": CV_API_KEY },
});

console.log(response.status);
