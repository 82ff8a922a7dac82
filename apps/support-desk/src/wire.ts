/** What the page and the backend say to each other. */
import type { AddCommentErrorKind } from "@case-comments/client";

export interface Person {
  email: string;
  firstName: string;
  lastName: string;
}

export interface FileFacts {
  /** Its number within the draft, under which its bytes were uploaded. */
  n: number;
  fileName: string;
  /** In bytes. */
  size: number;
  isPHI: boolean;
  isRestricted: boolean;
}

/** What staff wrote. */
export interface Content {
  text: string;
  /** Whether only staff may see it. */
  isRestricted: boolean;
  taggedUsers: Person[];
  files: FileFacts[];
}

/** How the backend is asked to send a draft. */
export interface SendRequest extends Content {
  caseId: string;
  /** Whether the answer is to be lost, where a demonstration offers that. */
  badWeather?: boolean;
}

/** Why a comment was not, or perhaps not, created. */
export interface Failure {
  /** `filesGone`: the desk deletes files after some hours. `stopped`: the desk ended first. */
  kind: AddCommentErrorKind | "filesGone" | "stopped";
  status?: number;
  field?: string;
  commentId?: string;
  issues?: readonly { path: string; message: string }[];
  callId?: string;
}

/**
 * How far a comment is. The first two are under way, the next four are endings, and `received` is a comment
 * that somebody else wrote, known from its event.
 */
export type State = "accepted" | "calling" | "created" | "rejected" | "not-sent" | "unknown" | "received";

/** How much of a request its connection has taken. It is not known to have arrived. */
export interface Progress {
  sentBytes: number;
  totalBytes: number;
}

/** A comment in the thread of a case. */
export interface Entry extends Content {
  /** The draft's, or of a received one the comment's. */
  id: string;
  state: State;
  author: Person;
  /** In milliseconds since 1970. */
  at: number;
  commentId?: string;
  /** Whether its event told that it was created, because its answer did not. */
  isByEvent: boolean;
  failure?: Failure;
  /** Whether it was sent again, as another entry. */
  isSentAgain: boolean;
  progress?: Progress;
}

/** What the page needs to know before it shows a case. */
export interface Surroundings {
  me: Person;
  assignees: readonly Person[];
  cases: readonly { id: string; label: string }[];
  target: string;
  /** Whether events of this server can arrive here, so that what is unknown can settle by itself. */
  canSettle: boolean;
  offersBadWeather: boolean;
}

/** The largest request that the client sends. */
export const maxRequestBytes = 32_000_000;

/** The largest text that the desk takes, in bytes of UTF-8. The API itself documents no limit. */
export const maxTextBytes = 500_000;

/** The exact size of the request that will carry a comment, in bytes, before a file is read. */
export function requestBytes({ text, isRestricted, taggedUsers, files }: Content, author: Person): number {
  const attachments = files.map(({ fileName, isPHI, isRestricted }) => ({
    fileName,
    isPHI,
    isRestricted,
    content: "",
  }));
  const communication = { text, isRestricted, author, taggedUsers, attachments };
  const json = JSON.stringify({ action: "ADD_COMMUNICATION", communication });
  const base64 = files.reduce((sum, { size }) => sum + 4 * Math.ceil(size / 3), 0);
  return new TextEncoder().encode(json).length + base64;
}
