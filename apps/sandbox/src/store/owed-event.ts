import type { CommentNumber } from "./comments.ts";
import type { Connection } from "./connection.ts";
import { mostOfCase } from "./event-size.ts";
import { settingsIn, type WebhookRow, type WebhookSettings } from "./webhook-settings.ts";

/** A comment that an event tells of. */
export interface ToldComment {
  id: string;
  createdAt: string;
  communication: object;
  attachments: readonly ToldAttachment[];
}

export interface ToldAttachment {
  position: number;
  facts: object;
  /** Absent where an event doesn't bring it. */
  content?: Uint8Array;
}

/** All that an event is made of, and where it goes. */
export interface OwedEvent extends WebhookSettings {
  secret: string;
  caseId: string;
  comment: ToldComment;
  /** The case's comments up to this one, oldest first, where the whole case is told. */
  communications?: readonly ToldComment[];
}

/** How many comments of a case an event tells of. */
const mostCommunications = 100;

/** Where a comment stands in its case. */
interface InCase {
  case_id: string;
  number: CommentNumber;
}

interface CommentRow {
  id: string;
  created_at: string;
  communication: string;
}

/** Reads what a claimed event is made of; `undefined` if nobody is to be told any more. */
export async function readOwedEvent(
  connection: Connection,
  { tenant, commentId }: { tenant: string; commentId: string },
): Promise<OwedEvent | undefined> {
  const [found] = await connection.query<WebhookRow & CommentRow & InCase & { secret: string }>(
    `SELECT webhooks.url, webhooks.secret, webhooks.form, webhooks.payload, webhooks.files, webhooks.weather,
       comments.number, comments.id, comments.case_id, comments.created_at, comments.communication
     FROM outbox
     JOIN comments ON comments.tenant = outbox.tenant AND comments.id = outbox.comment_id
     JOIN webhooks ON webhooks.tenant = outbox.tenant AND webhooks.organization = outbox.organization
     WHERE outbox.tenant = ? AND outbox.comment_id = ?`,
    tenant,
    commentId,
  );
  if (!found) {
    await connection.query("DELETE FROM outbox WHERE tenant = ? AND comment_id = ?", tenant, commentId);
    return undefined;
  }
  const settings = settingsIn(found);
  const content = settings.files === "content" ? ", content" : "";
  const attachments = await connection.query<{ position: number; facts: string; content?: Uint8Array }>(
    `SELECT position, facts${content} FROM attachments WHERE tenant = ? AND comment_id = ? ORDER BY position`,
    tenant,
    commentId,
  );
  return {
    ...settings,
    secret: found.secret,
    caseId: found.case_id,
    comment: {
      ...commentIn(found),
      attachments: attachments.map(({ facts, ...rest }) => ({ ...rest, facts: JSON.parse(facts) })),
    },
    ...(settings.payload === "full" && {
      communications: await communicationsUpTo(connection, tenant, found),
    }),
  };
}

/** The latest comments of a case up to one, with what is known of their files. */
async function communicationsUpTo(
  connection: Connection,
  tenant: string,
  { case_id, number }: InCase,
): Promise<ToldComment[]> {
  const latest = `FROM
     (SELECT number, id, created_at, communication,
        SUM(LENGTH(communication)) OVER (ORDER BY number DESC) - LENGTH(communication) AS ahead
      FROM (SELECT number, id, created_at, communication FROM comments
            WHERE tenant = ? AND case_id = ? AND number <= ?
            ORDER BY number DESC LIMIT ?) AS latest) AS counted
     WHERE ahead < ?`;
  const of = [tenant, case_id, number, mostCommunications, mostOfCase];
  const comments = await connection.query<CommentRow>(
    `SELECT id, created_at, communication ${latest} ORDER BY number`,
    ...of,
  );
  const files = await connection.query<{ comment_id: string; position: number; facts: string }>(
    `SELECT comment_id, position, facts FROM attachments
     WHERE tenant = ? AND comment_id IN (SELECT id ${latest}) ORDER BY comment_id, position`,
    tenant,
    ...of,
  );
  const ofComment = Map.groupBy(files, ({ comment_id }) => comment_id);
  return comments.map((row) => ({
    ...commentIn(row),
    attachments: (ofComment.get(row.id) ?? []).map(({ position, facts }) => ({
      position,
      facts: JSON.parse(facts),
    })),
  }));
}

const commentIn = ({ id, created_at, communication }: CommentRow) => ({
  id,
  createdAt: created_at,
  communication: JSON.parse(communication),
});
