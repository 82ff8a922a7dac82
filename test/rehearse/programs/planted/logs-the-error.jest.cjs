const axios = require("axios");
const { comment, headers, url } = require("../comment.cjs");

async function addComment() {
  try {
    return (await axios.post(url, comment, { headers, timeout: 3_000, maxRedirects: 0 })).data;
  } catch (error) {
    console.error(error);
    throw new Error("The comment was not confirmed");
  }
}

test("a comment is added", async () => {
  const { data } = await addComment();
  expect(typeof data.commentId).toBe("string");
}, 20_000);
