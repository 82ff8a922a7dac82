import { createHash, createHmac } from "node:crypto";
import type { OwedEvent, ToldAttachment, ToldComment } from "../store/owed-event.ts";

interface Communication {
  text: string;
  isRestricted: boolean;
  author: { email: string; firstName?: string; lastName?: string };
}

/**
 * The bytes of a comment's event. They are made anew for each attempt from what is kept, and are always
 * the same, so that every attempt has the same signature; but for links, which are over after a while.
 *
 * @param linkTo gives the address of the file at a position, where files come as links
 * @see openapi/webhooks/add-case-comment.yaml
 */
export function eventBody(
  { form, files, caseId, comment, communications }: Omit<OwedEvent, "secret">,
  linkTo: (position: number) => string,
): Buffer {
  const attachments = comment.attachments.map((file) => ({
    ...file.facts,
    ...(files === "link" ? { url: linkTo(file.position) } : { content: base64Of(file) }),
  }));
  const told = { ...factsOf(comment), attachments };
  const [name, personOf] = form === "older" ? ["comment", olderAuthorOf] : ["comments", authorOf];
  // The older form is documented without the case.
  const ofCase = form === "older" && !communications ? {} : { case: caseOf(caseId, communications) };
  const payload = { [name]: { ...told, author: personOf(comment) }, ...ofCase };
  return Buffer.from(JSON.stringify({ event: "ADD_CASE_COMMENT", payload }));
}

/** The case, with its comments where the whole case is told. How the vendor does that is assumed. */
const caseOf = (id: string, communications: OwedEvent["communications"]) => ({
  id,
  ...(communications && {
    communications: communications.map((comment) => ({
      ...factsOf(comment),
      attachments: comment.attachments.map(({ facts }) => facts),
      author: authorOf(comment),
    })),
  }),
});

function factsOf({ id, createdAt, communication }: ToldComment) {
  const { text, isRestricted } = communication as Communication;
  return { id, text, isRestricted, createdAt };
}

function authorOf({ communication }: ToldComment) {
  const { email, firstName = "", lastName = "" } = (communication as Communication).author;
  return { id: idOf(email), firstName, lastName, email, role: "USER" };
}

function olderAuthorOf({ communication }: ToldComment) {
  const { firstName = "", lastName = "" } = (communication as Communication).author;
  return { firstName, lastName };
}

function base64Of({ content = new Uint8Array() }: ToldAttachment): string {
  return Buffer.from(content.buffer, content.byteOffset, content.length).toString("base64");
}

/**
 * The bytes of an event that tells of no comment. More than forty such events come to the same address; the
 * vendor's name is documented, what such an event holds is assumed.
 */
export function otherEventBody({ caseId }: Pick<OwedEvent, "caseId">): Buffer {
  return Buffer.from(JSON.stringify({ event: "COMMENT_ACKNOWLEDGED", payload: { case: { id: caseId } } }));
}

/** The header `x-cv-signature` of an event. */
export function signatureOf(body: Buffer, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

/** An id for somebody of whom only the address is known: always the same, and in the form of a UUID. */
function idOf(email: string): string {
  const digest = createHash("sha256").update(email).digest("hex");
  return [8, 4, 4, 4, 12]
    .map((length, index) => digest.slice(index * 12, index * 12 + length))
    .join("-")
    .replace(/^(.{14})./, "$18")
    .replace(/^(.{19})./, "$1a");
}
