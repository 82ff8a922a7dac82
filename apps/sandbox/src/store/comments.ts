import { giveBack } from "../large-content.ts";
import type { ClaimedEvent } from "./claim-events.ts";
import type { Connection } from "./connection.ts";
import { oweEvent } from "./outbox.ts";
import { type Caller, findPrincipal, organizationOf, type Principal, type UnknownCaller } from "./tenants.ts";

/** A comment as it was posted, to be kept. */
export interface NewComment {
  id: string;
  /** In ISO 8601, in UTC. */
  createdAt: string;
  isRestricted: boolean;
  /** Whether an event is owed for it. */
  webhookNotify: boolean;
  /** All that the request said of it, but the attachments. */
  communication: object;
  attachments: readonly NewAttachment[];
}

export interface NewAttachment {
  isRestricted: boolean;
  /** All that the request said of the file, but its content. */
  facts: object;
  /** Empty once it is kept. */
  content: Uint8Array;
}

/** Why a caller gets nothing of a case. The names are those of the failures. */
export type CaseRefusal = UnknownCaller | "caseNotFound" | "permissionDenied";

/** Whose a caller is, if a case is open to it. */
async function principalFor(
  connection: Connection,
  caller: Caller,
  caseId: string,
): Promise<Principal | CaseRefusal> {
  const principal = await findPrincipal(connection, caller);
  if (!principal) return "unknownApiKey";
  const owner = await organizationOf(connection, principal.tenant, caseId);
  if (owner === undefined) return "caseNotFound";
  return owner === principal.organization ? principal : "permissionDenied";
}

/**
 * Keeps a comment, its attachments, and the event that is owed for it, all or nothing; unless the
 * case is not open to the caller. A case takes one comment at a time, so that whoever sees a comment has seen
 * all those of its case before it.
 *
 * @returns the event, if it is to be delivered before the comment is answered
 */
export async function addComment(
  connection: Connection,
  { caller, caseId, comment }: { caller: Caller; caseId: string; comment: NewComment },
): Promise<"created" | "createdAndOwed" | ClaimedEvent | CaseRefusal> {
  const { id, createdAt, isRestricted, webhookNotify, communication, attachments } = comment;
  const said = JSON.stringify(communication);
  const size = {
    said: said.length,
    files: attachments.reduce((sum, { content }) => sum + content.length, 0),
  };
  if (attachments.length > 0) {
    const principal = await principalFor(connection, caller, caseId);
    if (typeof principal === "string") return principal;
    // Before the case is locked: files take their time.
    await addAttachments(connection, principal.tenant, comment);
  }
  // Most calls need no more than this: to ask first whose the key and the case are would be two more.
  const [kept] = await connection.query<{ tenant: string; told: string | null }>(
    `INSERT INTO comments (tenant, id, case_id, created_at, is_restricted, communication)
     SELECT keys.tenant, ?, cases.id, ?, ?, ?
     FROM keys JOIN cases ON cases.tenant = keys.tenant AND cases.organization = keys.organization
     WHERE keys.hash = ? AND keys.revoked_at IS NULL AND cases.id = ?
     FOR NO KEY UPDATE OF cases
     RETURNING tenant,
       (SELECT webhooks.organization FROM webhooks
        JOIN cases ON cases.tenant = webhooks.tenant AND cases.organization = webhooks.organization
        WHERE cases.tenant = comments.tenant AND cases.id = comments.case_id) AS told`,
    id,
    createdAt,
    Number(isRestricted),
    said,
    caller.keyHash,
    caseId.toLowerCase(),
  );
  if (!kept) {
    const refusal = await principalFor(connection, caller, caseId);
    // Its files were added meanwhile, and what fails is taken back.
    if (typeof refusal !== "string" || attachments.length > 0)
      throw new Error("a case was opened to its caller, or closed, in the middle");
    return refusal;
  }
  const { tenant, told } = kept;
  const owed =
    webhookNotify &&
    told !== null &&
    (await oweEvent(connection, { tenant, organization: told }, { commentId: id, size }));
  if (!owed) return "created";
  return owed === "due" ? "createdAndOwed" : owed;
}

async function addAttachments(
  connection: Connection,
  tenant: string,
  { id, attachments }: NewComment,
): Promise<void> {
  for (const [position, { facts, content, isRestricted }] of attachments.entries()) {
    await connection.query(
      `INSERT INTO attachments (tenant, comment_id, position, facts, is_restricted, size, content)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      tenant,
      id,
      position,
      JSON.stringify(facts),
      Number(isRestricted),
      content.length,
      content,
    );
    giveBack(content);
  }
}

/** A comment as it is read back. */
export interface StoredComment {
  id: string;
  createdAt: string;
  communication: object;
  attachments: readonly StoredAttachment[];
}

export interface StoredAttachment {
  position: number;
  /** In bytes. */
  size: number;
  facts: object;
}

/** The place of a comment in the order in which comments were kept. PostgreSQL counts further than numbers go. */
export type CommentNumber = number | string;

/** Some comments of a case, and whether it has more. */
export interface CommentPage {
  comments: readonly StoredComment[];
  hasMore: boolean;
  /** Of the whole page, in bytes, about. If it is more than could be read, some of its comments are missing. */
  size: number;
}

// A page is in memory several times while it is read and sent; a single comment may be larger.
const mostOfPage = 8_388_608;

/**
 * A page of a case's comments, in the order in which they were kept: up to `limit`, and no more than begin in the
 * first eight megabytes. What is restricted is left out for those who may not read it.
 *
 * @param after the id of the comment that the page begins behind
 * @param most how much is read at most, in bytes
 */
export async function listComments(
  connection: Connection,
  {
    caller,
    caseId,
    after,
    limit,
    most,
  }: { caller: Caller; caseId: string; after?: string | undefined; limit: number; most: number },
): Promise<CommentPage | CaseRefusal | "pageNotFound"> {
  const principal = await principalFor(connection, caller, caseId);
  if (typeof principal === "string") return principal;
  const { tenant, readsRestricted } = principal;
  const mostRestricted = Number(readsRestricted);
  const inCase = "FROM comments WHERE tenant = ? AND case_id = ? AND is_restricted <= ?";
  const visible = [tenant, caseId.toLowerCase(), mostRestricted];
  let start: CommentNumber = 0;
  if (after !== undefined) {
    const [last] = await connection.query<{ number: CommentNumber }>(
      `SELECT number ${inCase} AND id = ?`,
      ...visible,
      after.toLowerCase(),
    );
    if (!last) return "pageNotFound";
    start = last.number;
  }
  const inPage = `${inCase} AND number > ? ORDER BY number LIMIT ?`;
  // PostgreSQL gives sums as texts.
  const found = await connection.query<{
    id: string;
    created_at: string;
    size: number | string;
    ahead: number | string;
    communication: string | null;
  }>(
    `SELECT id, created_at, size, ahead,
       CASE WHEN ahead < ${mostOfPage} AND ahead + size <= ? THEN communication END AS communication
     FROM (SELECT number, id, created_at, communication, size, SUM(size) OVER (ORDER BY number) - size AS ahead
       FROM (SELECT number, id, created_at, communication,
           OCTET_LENGTH(communication) + COALESCE((SELECT SUM(OCTET_LENGTH(facts)) FROM attachments
             WHERE attachments.tenant = comments.tenant AND comment_id = comments.id), 0) AS size
         ${inPage}) AS sized) AS summed
     ORDER BY number`,
    most,
    ...visible,
    start,
    limit + 1,
  );
  const page = found.slice(0, limit).filter(({ ahead }) => Number(ahead) < mostOfPage);
  const comments = page.flatMap(({ communication, ...row }) =>
    communication === null ? [] : { ...row, communication },
  );
  const attachments = await connection.query<{
    comment_id: string;
    position: number;
    size: number;
    facts: string;
  }>(
    `SELECT comment_id, position, size, facts FROM attachments
     WHERE tenant = ? AND is_restricted <= ? AND comment_id IN (SELECT id ${inPage})
     ORDER BY comment_id, position`,
    tenant,
    mostRestricted,
    ...visible,
    start,
    comments.length,
  );
  const ofComment = Map.groupBy(attachments, ({ comment_id }) => comment_id);
  return {
    comments: comments.map(({ id, created_at, communication }) => ({
      id,
      createdAt: created_at,
      communication: JSON.parse(communication),
      attachments: (ofComment.get(id) ?? []).map(({ position, size, facts }) => ({
        position,
        size,
        facts: JSON.parse(facts),
      })),
    })),
    hasMore: found.length > comments.length,
    size: page.reduce((sum, { size }) => sum + Number(size), 0),
  };
}

/** An attachment, and its content unless it is larger than could be read. */
export interface ReadAttachment {
  facts: object;
  /** In bytes. */
  size: number;
  content: Uint8Array | null;
}

/**
 * Reads an attachment, if the caller may.
 *
 * @param most how large its content may be to be read, in bytes
 */
export async function readAttachment(
  connection: Connection,
  {
    caller,
    commentId,
    position,
    most,
  }: { caller: Caller; commentId: string; position: number; most: number },
): Promise<ReadAttachment | UnknownCaller | "attachmentNotFound"> {
  const principal = await findPrincipal(connection, caller);
  if (!principal) return "unknownApiKey";
  const { tenant, organization, readsRestricted } = principal;
  const mostRestricted = Number(readsRestricted);
  const [found] = await connection.query<AttachmentRow>(
    `SELECT attachments.facts, attachments.size,
       CASE WHEN attachments.size <= ? THEN attachments.content END AS content
     FROM attachments
     JOIN comments ON comments.tenant = attachments.tenant AND comments.id = attachments.comment_id
     JOIN cases ON cases.tenant = comments.tenant AND cases.id = comments.case_id
     WHERE attachments.tenant = ? AND attachments.comment_id = ? AND attachments.position = ?
       AND cases.organization = ? AND attachments.is_restricted <= ? AND comments.is_restricted <= ?`,
    most,
    tenant,
    commentId.toLowerCase(),
    position,
    organization,
    mostRestricted,
    mostRestricted,
  );
  return found ? { ...found, facts: JSON.parse(found.facts) } : "attachmentNotFound";
}

type AttachmentRow = Omit<ReadAttachment, "facts"> & { facts: string };

/**
 * Reads an attachment for whoever holds a link to it, which says as much as a key.
 *
 * @param most how large its content may be to be read, in bytes
 */
export async function readLinkedAttachment(
  connection: Connection,
  { tenant, commentId, position, most }: AttachmentPlace & { most: number },
): Promise<ReadAttachment | undefined> {
  const [found] = await connection.query<AttachmentRow>(
    `SELECT facts, size, CASE WHEN size <= ? THEN content END AS content
     FROM attachments WHERE tenant = ? AND comment_id = ? AND position = ?`,
    most,
    tenant,
    commentId,
    position,
  );
  return found && { ...found, facts: JSON.parse(found.facts) };
}

/** Where an attachment is kept. */
export interface AttachmentPlace {
  tenant: string;
  commentId: string;
  position: number;
}
