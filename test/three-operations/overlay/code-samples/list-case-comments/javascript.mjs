// Lists the comments of a case, oldest first.
const { CASE_COMMENTS_BASE_URL, CV_API_KEY, CASE_ID } = process.env;

const query = new URLSearchParams({ limit: "50", order: "oldest" });
const response = await fetch(`${CASE_COMMENTS_BASE_URL}/api/v1/cases/${CASE_ID}/comments?${query}`, {
  redirect: "error",
  headers: { "cv-api-key": CV_API_KEY },
});

console.log(await response.json());
