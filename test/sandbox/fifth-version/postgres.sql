CREATE TABLE public.assignees (
    tenant text NOT NULL,
    organization text NOT NULL,
    email text NOT NULL,
    person text NOT NULL
);
CREATE TABLE public.attachments (
    tenant text NOT NULL,
    comment_id text NOT NULL,
    "position" integer NOT NULL,
    facts text NOT NULL,
    is_restricted integer NOT NULL,
    size integer NOT NULL,
    content bytea NOT NULL
);
CREATE TABLE public.attempts (
    tenant text NOT NULL,
    comment_id text NOT NULL,
    number integer NOT NULL,
    at text NOT NULL,
    status integer,
    problem text,
    weather text DEFAULT 'clear'::text NOT NULL
);
CREATE TABLE public.cases (
    tenant text NOT NULL,
    id text NOT NULL,
    organization text NOT NULL
);
CREATE TABLE public.comments (
    tenant text NOT NULL,
    id text NOT NULL,
    case_id text NOT NULL,
    created_at text NOT NULL,
    is_restricted integer NOT NULL,
    communication text NOT NULL
);
CREATE TABLE public.keys (
    hash text NOT NULL,
    tenant text NOT NULL,
    organization text NOT NULL,
    reads_restricted integer NOT NULL,
    created_at text NOT NULL,
    revoked_at text
);
CREATE TABLE public.migrations (
    version integer NOT NULL
);
CREATE TABLE public.organizations (
    tenant text NOT NULL,
    id text NOT NULL,
    name text NOT NULL
);
CREATE TABLE public.outbox (
    tenant text NOT NULL,
    comment_id text NOT NULL,
    due_at text NOT NULL,
    organization text DEFAULT ''::text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    ordinal integer DEFAULT 0 NOT NULL,
    weather text DEFAULT 'clear'::text NOT NULL,
    size integer DEFAULT 0 NOT NULL,
    slow integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.own_secrets (
    name text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.tenants (
    id text NOT NULL,
    created_at text NOT NULL
);
CREATE TABLE public.webhooks (
    tenant text NOT NULL,
    organization text NOT NULL,
    url text NOT NULL,
    secret text NOT NULL,
    form text NOT NULL,
    weather text DEFAULT '[]'::text NOT NULL,
    told integer DEFAULT 0 NOT NULL,
    payload text DEFAULT 'event'::text NOT NULL,
    files text DEFAULT 'content'::text NOT NULL,
    slow integer DEFAULT 0 NOT NULL
);
INSERT INTO public.assignees VALUES ('kept', 'clinic', 'jonas@clinic.example', '{"email":"jonas@clinic.example"}');
INSERT INTO public.attachments VALUES ('kept', 'comment 3', 0, '{"fileName":"scan.pdf"}', 0, 6, '\x61207363616e');
INSERT INTO public.cases VALUES ('kept', '7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11', 'clinic');
INSERT INTO public.comments VALUES ('kept', 'comment 4', '7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11', '2026-08-26T09:31:00.000Z', 0, '{"text":"number 1"}');
INSERT INTO public.comments VALUES ('kept', 'comment 3', '7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11', '2026-08-26T09:33:00.000Z', 0, '{"text":"number 2"}');
INSERT INTO public.comments VALUES ('kept', 'comment 2', '7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11', '2026-08-26T09:32:00.000Z', 0, '{"text":"number 3"}');
INSERT INTO public.comments VALUES ('kept', 'comment 1', '7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11', '2026-08-26T09:32:00.000Z', 0, '{"text":"number 4"}');
INSERT INTO public.keys VALUES ('kept clinic', 'kept', 'clinic', 1, '2026-08-26T09:30:00.000Z', NULL);
INSERT INTO public.migrations VALUES (1);
INSERT INTO public.migrations VALUES (2);
INSERT INTO public.migrations VALUES (3);
INSERT INTO public.migrations VALUES (4);
INSERT INTO public.migrations VALUES (5);
INSERT INTO public.organizations VALUES ('kept', 'clinic', 'Clinic');
INSERT INTO public.outbox VALUES ('kept', 'comment 2', '2026-08-26T09:32:00.000Z', 'clinic', 0, 1, 'twice', 19, 0);
INSERT INTO public.outbox VALUES ('kept', 'comment 1', '2026-08-26T09:32:00.000Z', 'clinic', 0, 2, 'twice', 19, 0);
INSERT INTO public.tenants VALUES ('kept', '2026-08-26T09:30:00.000Z');
INSERT INTO public.webhooks VALUES ('kept', 'clinic', 'http://receiver.example/', 'a', 'current', '["twice"]', 2, 'event', 'content', 0);
ALTER TABLE ONLY public.assignees
    ADD CONSTRAINT assignees_pkey PRIMARY KEY (tenant, organization, email);
ALTER TABLE ONLY public.attachments
    ADD CONSTRAINT attachments_pkey PRIMARY KEY (tenant, comment_id, "position");
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (tenant, comment_id, number);
ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_pkey PRIMARY KEY (tenant, id);
ALTER TABLE ONLY public.comments
    ADD CONSTRAINT comments_pkey PRIMARY KEY (tenant, id);
ALTER TABLE ONLY public.keys
    ADD CONSTRAINT keys_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (tenant, id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (tenant, comment_id);
ALTER TABLE ONLY public.own_secrets
    ADD CONSTRAINT own_secrets_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.webhooks
    ADD CONSTRAINT webhooks_pkey PRIMARY KEY (tenant, organization);
CREATE INDEX due ON public.outbox USING btree (slow, due_at);
CREATE INDEX thread ON public.comments USING btree (tenant, case_id, created_at, id);
