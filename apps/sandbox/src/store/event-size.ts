/** When the comments of a case that an event tells of are long enough that no more are told, in characters of JSON. */
export const mostOfCase = 1_000_000;

/**
 * How large the event of a comment is, in SQL that knows its row and its webhook's: of what is said of it, its files
 * where they come along, and the case.
 */
export const sizeOfEvent = `LENGTH(comments.communication)
  + CASE webhooks.payload WHEN 'full' THEN ${mostOfCase} ELSE 0 END
  + (SELECT CAST(COALESCE(SUM(attachments.size), 0) AS INTEGER) FROM attachments
     WHERE attachments.tenant = comments.tenant AND attachments.comment_id = comments.id AND webhooks.files = 'content')`;
