import type { ReportedFinding } from "@case-comments/contract-server/report";

type Explanation = Pick<ReportedFinding, "happened" | "danger" | "remedy">;

/** What each kind of finding means, and why and how it is mended. */
export const explanations = {
  forged: {
    happened: "It accepted an event that nobody trustworthy has signed.",
    danger:
      "Anybody who knows the address can put words into a patient's record, or settle a call whose comment was never added.",
    remedy:
      "Check x-cv-signature against the raw bytes before anything else, and answer 401 to what has none or another. In JavaScript: await readWebhook of @case-comments/client/webhook.",
  },
  keptForged: {
    happened: "It kept a comment that nobody trustworthy has signed, or that did not come whole.",
    danger: "Whatever it answers, the words are in a patient's record.",
    remedy: "Do nothing with an event before its signature is checked.",
  },
  lost: {
    happened: "It answered 2xx to a comment, and didn't keep it.",
    danger: "Nobody sends it again: the comment is lost, and a call that it would settle stays unknown.",
    remedy:
      "Answer 2xx only once the comment is kept. Read both payload.comments and payload.comment, and everything but the id as if it could be absent.",
  },
  twice: {
    happened: "It kept a comment again that it had already.",
    danger: "Events come more than once. A patient's record then holds the comment twice.",
    remedy:
      "Keep the comment's id under a unique key, in one transaction with what is done for it. To look first is not enough: two can come at once.",
  },
  dies: {
    happened: "It broke the connection off, and could not be reached then.",
    danger:
      "What comes while it is down may be lost, and where the event was not signed, anybody can keep it down.",
    remedy:
      "Handle errors where the event is handled, look at the length before timingSafeEqual, and limit the size of a body before it is read.",
  },
  refused: {
    happened: "It refused a genuine comment, or broke the connection off.",
    danger: "The comment never arrives, and a call that it would settle stays unknown.",
    remedy:
      "Read both payload.comments and payload.comment, and everything but the id as if it could be absent. Answer 2xx once it is kept.",
  },
  refusedAgain: {
    happened: "It refused a comment that it had already.",
    danger:
      "Whoever got no answer sends again until there is a 2xx. This one never comes, and in the end the address may be switched off.",
    remedy: "Answer 2xx to a comment whose id was kept before, and do nothing else.",
  },
  refusedLarge: {
    happened: "It refused a large comment, or broke the connection off.",
    danger: "Comments arrive until one brings a scan, and that one never does.",
    remedy:
      "Put the chunks together before they are decoded, and raise the limit of the body: limit of express.raw(), bodyLimit of Fastify, client_max_body_size of nginx. If your events bring files as addresses, say how large they get with --largest.",
  },
  reparsed: {
    happened: "Whether it trusts an event depends on how the JSON is printed.",
    danger:
      "It checks what comes of the body when it is parsed and printed again. A genuine comment that is printed in another way is refused, and one that nobody has signed in that form is trusted.",
    remedy:
      'Check the bytes as they came, and parse them afterwards: express.raw(), a content type parser with parseAs: "buffer" in Fastify, await request.arrayBuffer() in Next, await c.req.arrayBuffer() in Hono, self.rfile.read() in Python.',
  },
  otherRefused: {
    happened: "It answered a genuine event that is no comment with an error.",
    danger:
      "More than forty other events come to the same address. The vendor may send again what was refused, or switch the address off, and then no comment arrives any more.",
    remedy: "Answer 2xx to every event whose signature is right, also to those that you don't read.",
  },
  slow: {
    happened: "It did not answer within the time limit, twice.",
    danger:
      "Whoever waits for the answer takes it for a failure, sends again, and may switch the address off in the end.",
    remedy: "Keep the event, answer, and do the rest of the work afterwards.",
  },
  fails: {
    happened: "It answered 5xx, or not at all, to something that it should refuse.",
    danger: "Something threw that nobody has thought of. Anybody who knows the address can bring it about.",
    remedy:
      "See what your log says of it, and refuse with 401 what isn't rightly signed, and with 400 what can't be read.",
  },
  nearLimit: {
    happened: "It took more than half of the time limit, twice.",
    danger: "On a busy day it takes the rest as well.",
    remedy: "Keep the event, answer, and do the rest of the work afterwards.",
  },
  answersForged: {
    happened: "It answered 2xx to what nobody trustworthy has signed, though it kept nothing.",
    danger: "Nobody learns that the secret is wrong on one of the two sides, while every comment is lost.",
    remedy: "Answer 401.",
  },
} satisfies Record<string, Explanation>;
