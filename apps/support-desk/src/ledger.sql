-- A second desk would take what this one is sending for lost.
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;

-- What the desk was asked to send. content and failure are JSON; folder is where its files are. The id of a
-- case may be in capitals in an event alone.
CREATE TABLE IF NOT EXISTS comment (
  id TEXT PRIMARY KEY,
  caseId TEXT NOT NULL COLLATE NOCASE,
  content TEXT NOT NULL,
  folder TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  commentId TEXT UNIQUE,
  isByEvent INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  insteadOf TEXT UNIQUE
) STRICT;
CREATE INDEX IF NOT EXISTS commentsOfCase ON comment (caseId);
CREATE INDEX IF NOT EXISTS commentsAlike ON comment (fingerprint);
CREATE INDEX IF NOT EXISTS commentsOfDraft ON comment (folder);

CREATE VIEW IF NOT EXISTS entry AS
SELECT *, EXISTS (SELECT 1 FROM comment AS again WHERE again.insteadOf = comment.id) AS isSentAgain FROM comment;

-- What its event tells of exists: whatever of the same draft would still be sent instead of it is not needed.
CREATE TRIGGER IF NOT EXISTS existsAfterAll AFTER UPDATE OF isByEvent ON comment WHEN NEW.isByEvent = 1
BEGIN
  DELETE FROM comment
  WHERE fingerprint = NEW.fingerprint AND folder = NEW.folder AND insteadOf IS NOT NULL
    AND state IN ('accepted', 'not-sent');
END;

-- Who is signed in, until when. The hash of its id is all that is kept of a session.
CREATE TABLE IF NOT EXISTS session (
  hash TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT;

CREATE VIEW IF NOT EXISTS signedIn AS
SELECT hash, email FROM session WHERE until > unixepoch('subsec') * 1000;

CREATE TRIGGER IF NOT EXISTS endsAtLast AFTER INSERT ON session
BEGIN
  DELETE FROM session WHERE hash NOT IN (SELECT hash FROM signedIn);
END;

-- Drafts whose files something needs that may still be sent. The last that was tried of one decides.
CREATE VIEW IF NOT EXISTS needsFiles AS
SELECT folder FROM comment AS open WHERE state NOT IN ('created', 'rejected') AND NOT EXISTS
  (SELECT 1 FROM entry WHERE entry.folder = open.folder AND state = 'created' AND NOT isSentAgain);

-- What came as an event. Without a fingerprint it is shown, and settles nothing.
CREATE TABLE IF NOT EXISTS event (
  commentId TEXT PRIMARY KEY,
  caseId TEXT NOT NULL COLLATE NOCASE,
  createdAt INTEGER NOT NULL,
  content TEXT NOT NULL,
  fingerprint TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS eventsOfCase ON event (caseId);
CREATE INDEX IF NOT EXISTS eventsAlike ON event (fingerprint);

-- All that is shown of a case. What an answer is about to name is no comment of somebody else's.
CREATE VIEW IF NOT EXISTS thread AS
SELECT caseId, id, state, content, at, commentId, isByEvent, failure, isSentAgain FROM entry
WHERE NOT (state = 'not-sent' AND isSentAgain)
UNION ALL
SELECT caseId, commentId, 'received', content, createdAt, commentId, 0, NULL, 0 FROM event
WHERE NOT EXISTS (
  SELECT 1 FROM comment
  WHERE comment.commentId = event.commentId
    OR (comment.state = 'calling' AND comment.fingerprint = event.fingerprint)
);
