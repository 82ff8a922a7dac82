CREATE TABLE assignees (
      tenant TEXT NOT NULL, organization TEXT NOT NULL, email TEXT NOT NULL, person TEXT NOT NULL,
      PRIMARY KEY (tenant, organization, email)
    ) WITHOUT ROWID;
INSERT INTO "assignees" VALUES('kept','clinic','jonas@clinic.example','{"email":"jonas@clinic.example"}');
CREATE TABLE attachments (
      tenant TEXT NOT NULL, comment_id TEXT NOT NULL, position INTEGER NOT NULL, facts TEXT NOT NULL,
      is_restricted INTEGER NOT NULL, size INTEGER NOT NULL, content BLOB NOT NULL,
      PRIMARY KEY (tenant, comment_id, position)
    );
INSERT INTO "attachments" VALUES('kept','comment 3',0,'{"fileName":"scan.pdf"}',0,6,X'61207363616E');
CREATE TABLE attempts (
      tenant TEXT NOT NULL, comment_id TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL,
      status INTEGER, problem TEXT, weather TEXT NOT NULL DEFAULT 'clear',
      PRIMARY KEY (tenant, comment_id, number)
    ) WITHOUT ROWID;
CREATE TABLE cases (
      tenant TEXT NOT NULL, id TEXT NOT NULL, organization TEXT NOT NULL,
      PRIMARY KEY (tenant, id)
    ) WITHOUT ROWID;
INSERT INTO "cases" VALUES('kept','7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11','clinic');
CREATE TABLE comments (
      tenant TEXT NOT NULL, id TEXT NOT NULL, case_id TEXT NOT NULL, created_at TEXT NOT NULL,
      is_restricted INTEGER NOT NULL, communication TEXT NOT NULL,
      PRIMARY KEY (tenant, id)
    );
INSERT INTO "comments" VALUES('kept','comment 4','7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11','2026-08-26T09:31:00.000Z',0,'{"text":"number 1"}');
INSERT INTO "comments" VALUES('kept','comment 3','7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11','2026-08-26T09:33:00.000Z',0,'{"text":"number 2"}');
INSERT INTO "comments" VALUES('kept','comment 2','7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11','2026-08-26T09:32:00.000Z',0,'{"text":"number 3"}');
INSERT INTO "comments" VALUES('kept','comment 1','7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11','2026-08-26T09:32:00.000Z',0,'{"text":"number 4"}');
CREATE TABLE keys (
      hash TEXT PRIMARY KEY, tenant TEXT NOT NULL, organization TEXT NOT NULL,
      reads_restricted INTEGER NOT NULL, created_at TEXT NOT NULL, revoked_at TEXT
    ) WITHOUT ROWID;
INSERT INTO "keys" VALUES('kept clinic','kept','clinic',1,'2026-08-26T09:30:00.000Z',NULL);
CREATE TABLE migrations (version INTEGER PRIMARY KEY);
INSERT INTO "migrations" VALUES(1);
INSERT INTO "migrations" VALUES(2);
INSERT INTO "migrations" VALUES(3);
INSERT INTO "migrations" VALUES(4);
INSERT INTO "migrations" VALUES(5);
CREATE TABLE organizations (
      tenant TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
      PRIMARY KEY (tenant, id)
    ) WITHOUT ROWID;
INSERT INTO "organizations" VALUES('kept','clinic','Clinic');
CREATE TABLE outbox (
      tenant TEXT NOT NULL, comment_id TEXT NOT NULL, due_at TEXT NOT NULL, organization TEXT NOT NULL DEFAULT '', tries INTEGER NOT NULL DEFAULT 0, ordinal INTEGER NOT NULL DEFAULT 0, weather TEXT NOT NULL DEFAULT 'clear', size INTEGER NOT NULL DEFAULT 0, slow INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (tenant, comment_id)
    ) WITHOUT ROWID;
INSERT INTO "outbox" VALUES('kept','comment 1','2026-08-26T09:32:00.000Z','clinic',0,2,'twice',19,0);
INSERT INTO "outbox" VALUES('kept','comment 2','2026-08-26T09:32:00.000Z','clinic',0,1,'twice',19,0);
CREATE TABLE own_secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tenants (id TEXT PRIMARY KEY, created_at TEXT NOT NULL);
INSERT INTO "tenants" VALUES('kept','2026-08-26T09:30:00.000Z');
CREATE TABLE webhooks (
      tenant TEXT NOT NULL, organization TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL,
      form TEXT NOT NULL, weather TEXT NOT NULL DEFAULT '[]', told INTEGER NOT NULL DEFAULT 0, payload TEXT NOT NULL DEFAULT 'event', files TEXT NOT NULL DEFAULT 'content', slow INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (tenant, organization)
    ) WITHOUT ROWID;
INSERT INTO "webhooks" VALUES('kept','clinic','http://receiver.example/','a','current','["twice"]',2,'event','content',0);
CREATE INDEX thread ON comments (tenant, case_id, created_at, id);
CREATE INDEX due ON outbox (slow, due_at);
