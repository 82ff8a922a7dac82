/** What the page and the backend say to each other. */
import type { AddCommentErrorKind, Issue, Progress } from "@case-comments/client";
import * as v from "valibot";

/** The largest request that the client sends. */
export const maxRequestBytes = 32_000_000;

/** The largest text that the desk takes, in bytes of UTF-8. The API itself documents no limit. */
export const maxTextBytes = 500_000;

const person = v.object({ email: v.string(), firstName: v.string(), lastName: v.string() });
export type Person = v.InferOutput<typeof person>;

const file = v.object({
  /** Its number within the draft, under which its bytes were uploaded. */
  n: v.pipe(v.number(), v.integer()),
  fileName: v.string(),
  /** In bytes. */
  size: v.number(),
  isPHI: v.boolean(),
  isRestricted: v.boolean(),
});
export type FileFacts = v.InferOutput<typeof file>;

/** What the backend is asked to send, for whom it believes to be signed in. Whether it can be sent, the client says. */
export const sendRequest = v.object({
  caseId: v.string(),
  author: person,
  text: v.pipe(v.string(), v.maxBytes(maxTextBytes)),
  /** Whether only staff may see it. */
  isRestricted: v.boolean(),
  taggedUsers: v.array(person),
  files: v.array(file),
  /** Whether the answer is to be lost, where a demonstration offers that. */
  badWeather: v.optional(v.boolean()),
});
export type SendRequest = v.InferOutput<typeof sendRequest>;

/** What was written, and by whom. */
export type Content = Omit<SendRequest, "caseId" | "badWeather">;

/** Why a comment was not, or perhaps not, created. */
export interface Failure {
  /** `filesGone`: the desk deletes files after some hours. `stopped`: the desk ended first. */
  kind: AddCommentErrorKind | "filesGone" | "stopped";
  field?: string;
  issues?: readonly Issue[];
}

/** A comment in the thread of a case. */
export interface Entry extends Omit<Content, "isRestricted"> {
  /** The draft's, or of a received one the comment's. */
  id: string;
  caseId: string;
  /** Two states on the way, four endings, and what somebody else wrote, known from its event. */
  state: "accepted" | "calling" | "created" | "rejected" | "not-sent" | "unknown" | "received";
  /** `null` where its event does not say. */
  isRestricted: boolean | null;
  /** In milliseconds since 1970. */
  at: number;
  commentId: string | null;
  /** Whether its event told that it was created, because its answer did not. */
  isByEvent: boolean;
  failure: Failure | null;
  /** Whether it was sent again, as another entry. */
  isSentAgain: boolean;
  /** How much of it its connection has taken. It is not known to have arrived. */
  progress?: Progress;
}

/** Who works at the desk, whom a comment can tag, and which cases there are. */
export interface Directory {
  staff: readonly Person[];
  assignees: readonly Person[];
  cases: readonly { id: string; label: string }[];
}

/** What the page needs to know before it shows a case. */
export interface Surroundings extends Omit<Directory, "staff"> {
  me: Person;
  target: string;
  /** Whether events of this server can arrive here, so that what is unknown can settle by itself. */
  canSettle: boolean;
  offersBadWeather: boolean;
}

/** The same, or who can sign in. */
export type Session = Surroundings | { me?: never; staff: Directory["staff"] };

/** The exact size of the request that will carry a comment, in bytes, before a file is read. */
export function requestBytes({ files, ...content }: Content): number {
  const attachments = files.map(({ n, size, ...facts }) => ({ ...facts, content: "" }));
  const json = JSON.stringify({ action: "ADD_COMMUNICATION", communication: { ...content, attachments } });
  return new Blob([json]).size + files.reduce((sum, { size }) => sum + 4 * Math.ceil(size / 3), 0);
}
