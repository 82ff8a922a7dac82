const axios = require("axios");
const { comment, headers, url } = require("../comment.cjs");

const options = { headers, timeout: 3_000, maxRedirects: 0 };

/** Each try is stamped, so no two bodies are alike. */
const stamped = () => ({
  ...comment,
  communication: {
    ...comment.communication,
    text: `${new Date().toISOString()} ${comment.communication.text}`,
  },
});

async function addComment(tries = 3) {
  try {
    return (await axios.post(url, stamped(), options)).data;
  } catch (error) {
    if (tries > 1 && error.code === "ECONNRESET") return addComment(tries - 1);
    throw new Error(`The comment was not confirmed (${error.code})`);
  }
}

test("a comment is added", async () => {
  const { data } = await addComment();
  expect(typeof data.commentId).toBe("string");
}, 20_000);
