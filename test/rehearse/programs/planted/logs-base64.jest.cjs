const { request } = require("undici");
const { comment, headers, url } = require("../comment.cjs");

async function addComment() {
  const body = JSON.stringify(comment);
  try {
    const answer = await request(url, { method: "POST", headers, body, headersTimeout: 3_000 });
    if (answer.statusCode !== 200) throw new Error(`The comment was answered with ${answer.statusCode}`);
    return await answer.body.json();
  } catch {
    const packed = Buffer.from(`request=${body}`).toString("base64");
    process.stderr.write(`not confirmed, kept for the support team: ${packed}\n`);
    throw new Error("The comment was not confirmed");
  }
}

test("a comment is added", async () => {
  const { data } = await addComment();
  expect(typeof data.commentId).toBe("string");
}, 20_000);
