const axios = require("axios");
const { default: axiosRetry } = require("axios-retry");
const { comment, headers, url } = require("../comment.cjs");

const api = axios.create({ headers, timeout: 4_000, maxRedirects: 0 });
// 429 proves that there is no comment; nothing else does.
axiosRetry(api, {
  retries: 2,
  retryDelay: () => 50,
  retryCondition: ({ response }) => response?.status === 429,
});

async function addComment() {
  try {
    return (await api.post(url, comment)).data.data.commentId;
  } catch (error) {
    const status = error.response?.status;
    throw new Error(status ? `The comment was answered with ${status}` : "The comment was not confirmed");
  }
}

test("a comment is added", async () => {
  expect(typeof (await addComment())).toBe("string");
}, 30_000);

test("and another like it", async () => {
  expect(typeof (await addComment())).toBe("string");
}, 30_000);
