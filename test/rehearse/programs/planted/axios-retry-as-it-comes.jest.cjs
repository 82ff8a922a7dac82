const axios = require("axios");
const { default: axiosRetry } = require("axios-retry");
const { comment, headers, url } = require("../comment.cjs");

const api = axios.create({ headers, timeout: 2_000, maxRedirects: 0 });
axiosRetry(api, { retries: 3 });

async function addComment() {
  try {
    return (await api.post(url, comment)).data;
  } catch (error) {
    throw new Error(`The comment was not confirmed (${error.code})`);
  }
}

test("a comment is added", async () => {
  const { data } = await addComment();
  expect(typeof data.commentId).toBe("string");
}, 20_000);
