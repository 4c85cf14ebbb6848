-- CreateTable
CREATE TABLE "accession" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_digest" TEXT NOT NULL,
    "zone" TEXT,
    "imported_by" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "report" JSONB NOT NULL DEFAULT '{}',
    "resume_at" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "accession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "archived_original" (
    "id" UUID NOT NULL,
    "accession_id" UUID NOT NULL,
    "make" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "digest" TEXT NOT NULL,
    "member" TEXT,
    "position" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "archived_original_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staged_item" (
    "id" UUID NOT NULL,
    "accession_id" UUID NOT NULL,
    "original_id" UUID,
    "position" BIGINT NOT NULL,
    "record_kind" TEXT NOT NULL,
    "proposal" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "state_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "duplicate_key" TEXT,
    "suggestions" JSONB NOT NULL DEFAULT '[]',
    "platform" TEXT,
    "lang" TEXT,
    "speaker_name" TEXT,
    "minor" BOOLEAN,
    "risk" TEXT,
    "first_approver_id" UUID,
    "claimed_by_id" UUID,
    "claimed_until" TIMESTAMPTZ(3),
    "testimony_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staged_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_decision" (
    "id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "note" TEXT,
    "basis" TEXT,
    "risk" TEXT,
    "minor" BOOLEAN,
    "item_version" INTEGER NOT NULL,
    "decided_by" TEXT NOT NULL,
    "request_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "review_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "speaker" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "aliases" TEXT[],
    "about" JSONB,
    "name_protected" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "speaker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "handle" TEXT,
    "url" TEXT,
    "about" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_speaker" (
    "account_id" UUID NOT NULL,
    "speaker_id" UUID NOT NULL,

    CONSTRAINT "account_speaker_pkey" PRIMARY KEY ("account_id","speaker_id")
);

-- CreateTable
CREATE TABLE "source" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "label" JSONB NOT NULL,
    "title" TEXT,
    "publisher" TEXT,
    "author" TEXT,
    "url" TEXT,
    "about" JSONB,
    "date" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "place" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "about" JSONB,
    "within_id" UUID,
    "zone" TEXT,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "about" JSONB,
    "date" JSONB NOT NULL,
    "credit" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_place" (
    "event_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,

    CONSTRAINT "event_place_pkey" PRIMARY KEY ("event_id","place_id")
);

-- CreateTable
CREATE TABLE "event_source" (
    "event_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "locator" TEXT,

    CONSTRAINT "event_source_pkey" PRIMARY KEY ("event_id","source_id")
);

-- CreateTable
CREATE TABLE "collection" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "about" JSONB,
    "items" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "collection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "testimony" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "stance" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "original_lang" TEXT,
    "speaker_id" UUID NOT NULL,
    "speaker_as" JSONB,
    "account_id" UUID,
    "platform" TEXT,
    "platform_id" TEXT,
    "url" TEXT,
    "channel" JSONB,
    "date" JSONB NOT NULL,
    "happened" JSONB,
    "captured" JSONB,
    "context" JSONB,
    "warnings" TEXT[],
    "rights" TEXT NOT NULL,
    "minor" BOOLEAN,
    "age_stated" TEXT,
    "basis" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "reviewed_by" TEXT NOT NULL,
    "note" TEXT,
    "state" TEXT NOT NULL,
    "state_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "testimony_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "testimony_capture" (
    "testimony_id" UUID NOT NULL,
    "original_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "testimony_capture_pkey" PRIMARY KEY ("testimony_id","original_id")
);

-- CreateTable
CREATE TABLE "translation" (
    "id" UUID NOT NULL,
    "testimony_id" UUID NOT NULL,
    "lang" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "by" TEXT,
    "machine" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "translation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "testimony_source" (
    "testimony_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "locator" TEXT,

    CONSTRAINT "testimony_source_pkey" PRIMARY KEY ("testimony_id","source_id")
);

-- CreateTable
CREATE TABLE "testimony_place" (
    "testimony_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,

    CONSTRAINT "testimony_place_pkey" PRIMARY KEY ("testimony_id","place_id")
);

-- CreateTable
CREATE TABLE "testimony_event" (
    "testimony_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,

    CONSTRAINT "testimony_event_pkey" PRIMARY KEY ("testimony_id","event_id")
);

-- CreateTable
CREATE TABLE "testimony_tag" (
    "testimony_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "slug" TEXT NOT NULL,

    CONSTRAINT "testimony_tag_pkey" PRIMARY KEY ("testimony_id","slug")
);

-- CreateTable
CREATE TABLE "relation" (
    "id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "reason" JSONB NOT NULL,
    "source" TEXT,
    "made_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "relation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public_form" (
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "form" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "current" BOOLEAN NOT NULL DEFAULT true,
    "sealed" BOOLEAN NOT NULL DEFAULT false,
    "standing" BOOLEAN NOT NULL DEFAULT false,
    "revision" BIGINT NOT NULL DEFAULT 0,
    "earliest" TIMESTAMPTZ(3),
    "latest" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "public_form_pkey" PRIMARY KEY ("kind","key","version")
);

-- CreateTable
CREATE TABLE "tombstone" (
    "reference" TEXT NOT NULL,
    "reason_class" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("reference")
);

-- CreateTable
CREATE TABLE "publication_revision" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "revision" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "publication_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "search_outbox" (
    "reference" TEXT NOT NULL,
    "revision" BIGINT NOT NULL,
    "operation" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "search_outbox_pkey" PRIMARY KEY ("reference")
);

-- CreateTable
CREATE TABLE "custody_event" (
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "commitments" JSONB NOT NULL DEFAULT '{}',
    "public" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "custody_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "custody_pending" (
    "event_id" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "txid" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,

    CONSTRAINT "custody_pending_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "custody_actor" (
    "event_id" UUID NOT NULL,
    "user_id" UUID,
    "name" TEXT NOT NULL,

    CONSTRAINT "custody_actor_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "custody_entry" (
    "position" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "canonical" TEXT NOT NULL,
    "leaf_hash" BYTEA NOT NULL,

    CONSTRAINT "custody_entry_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "custody_node" (
    "level" INTEGER NOT NULL,
    "index" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "custody_node_pkey" PRIMARY KEY ("level","index")
);

-- CreateTable
CREATE TABLE "commitment_salt" (
    "event_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "commitment" BYTEA NOT NULL,
    "salt" BYTEA,

    CONSTRAINT "commitment_salt_pkey" PRIMARY KEY ("event_id","field")
);

-- CreateTable
CREATE TABLE "checkpoint" (
    "size" BIGINT NOT NULL,
    "root_hash" BYTEA NOT NULL,
    "note" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checkpoint_pkey" PRIMARY KEY ("size")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "bad_tries" INTEGER NOT NULL DEFAULT 0,
    "last_bad_try_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "archive_fact" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "archive_fact_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "accession_slug_key" ON "accession"("slug");

-- CreateIndex
CREATE INDEX "accession_file_digest_idx" ON "accession"("file_digest");

-- CreateIndex
CREATE INDEX "archived_original_digest_idx" ON "archived_original"("digest");

-- CreateIndex
CREATE INDEX "archived_original_accession_id_idx" ON "archived_original"("accession_id");

-- CreateIndex
CREATE INDEX "staged_item_duplicate_key_idx" ON "staged_item"("duplicate_key");

-- CreateIndex
CREATE INDEX "staged_item_state_id_idx" ON "staged_item"("state", "id");

-- CreateIndex
CREATE INDEX "staged_item_state_accession_id_id_idx" ON "staged_item"("state", "accession_id", "id");

-- CreateIndex
CREATE INDEX "staged_item_first_approver_id_idx" ON "staged_item"("first_approver_id");

-- CreateIndex
CREATE INDEX "staged_item_claimed_by_id_idx" ON "staged_item"("claimed_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "staged_item_accession_id_position_key" ON "staged_item"("accession_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "review_decision_request_key_key" ON "review_decision"("request_key");

-- CreateIndex
CREATE INDEX "review_decision_item_id_idx" ON "review_decision"("item_id");

-- CreateIndex
CREATE UNIQUE INDEX "speaker_slug_key" ON "speaker"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "account_slug_key" ON "account"("slug");

-- CreateIndex
CREATE INDEX "account_platform_handle_idx" ON "account"("platform", "handle");

-- CreateIndex
CREATE UNIQUE INDEX "source_slug_key" ON "source"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "place_slug_key" ON "place"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "event_slug_key" ON "event"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "collection_slug_key" ON "collection"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "testimony_reference_key" ON "testimony"("reference");

-- CreateIndex
CREATE INDEX "testimony_speaker_id_idx" ON "testimony"("speaker_id");

-- CreateIndex
CREATE INDEX "testimony_account_id_idx" ON "testimony"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "testimony_platform_platform_id_key" ON "testimony"("platform", "platform_id");

-- CreateIndex
CREATE UNIQUE INDEX "translation_testimony_id_lang_key" ON "translation"("testimony_id", "lang");

-- CreateIndex
CREATE INDEX "testimony_tag_slug_idx" ON "testimony_tag"("slug");

-- CreateIndex
CREATE INDEX "relation_to_id_idx" ON "relation"("to_id");

-- CreateIndex
CREATE UNIQUE INDEX "relation_from_id_to_id_type_key" ON "relation"("from_id", "to_id", "type");

-- CreateIndex
CREATE INDEX "public_form_kind_current_earliest_idx" ON "public_form"("kind", "current", "earliest");

-- CreateIndex
CREATE INDEX "search_outbox_operation_created_at_idx" ON "search_outbox"("operation", "created_at");

-- CreateIndex
CREATE INDEX "custody_event_subject_kind_subject_key_idx" ON "custody_event"("subject_kind", "subject_key");

-- CreateIndex
CREATE INDEX "custody_pending_txid_sequence_idx" ON "custody_pending"("txid", "sequence");

-- CreateIndex
CREATE INDEX "custody_actor_user_id_idx" ON "custody_actor"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "custody_entry_event_id_key" ON "custody_entry"("event_id");

-- CreateIndex
CREATE INDEX "commitment_salt_subject_key_idx" ON "commitment_salt"("subject_key");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_name_key" ON "user_account"("name");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- AddForeignKey
ALTER TABLE "archived_original" ADD CONSTRAINT "archived_original_accession_id_fkey" FOREIGN KEY ("accession_id") REFERENCES "accession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staged_item" ADD CONSTRAINT "staged_item_accession_id_fkey" FOREIGN KEY ("accession_id") REFERENCES "accession"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staged_item" ADD CONSTRAINT "staged_item_original_id_fkey" FOREIGN KEY ("original_id") REFERENCES "archived_original"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staged_item" ADD CONSTRAINT "staged_item_testimony_id_fkey" FOREIGN KEY ("testimony_id") REFERENCES "testimony"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_decision" ADD CONSTRAINT "review_decision_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "staged_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_speaker" ADD CONSTRAINT "account_speaker_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_speaker" ADD CONSTRAINT "account_speaker_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "speaker"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_within_id_fkey" FOREIGN KEY ("within_id") REFERENCES "place"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_place" ADD CONSTRAINT "event_place_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_place" ADD CONSTRAINT "event_place_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_source" ADD CONSTRAINT "event_source_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_source" ADD CONSTRAINT "event_source_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "testimony" ADD CONSTRAINT "testimony_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "speaker"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "testimony" ADD CONSTRAINT "testimony_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "testimony_capture" ADD CONSTRAINT "testimony_capture_testimony_id_fkey" FOREIGN KEY ("testimony_id") REFERENCES "testimony"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "testimony_capture" ADD CONSTRAINT "testimony_capture_original_id_fkey" FOREIGN KEY ("original_id") REFERENCES "archived_original"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "translation" ADD CONSTRAINT "translation_testimony_id_fkey" FOREIGN KEY ("testimony_id") REFERENCES "testimony"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "testimony_source" ADD CONSTRAINT "testimony_source_testimony_id_fkey" FOREIGN KEY ("testimony_id") REFERENCES "testimony"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "testimony_source" ADD CONSTRAINT "testimony_source_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "testimony_place" ADD CONSTRAINT "testimony_place_testimony_id_fkey" FOREIGN KEY ("testimony_id") REFERENCES "testimony"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "testimony_place" ADD CONSTRAINT "testimony_place_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "testimony_event" ADD CONSTRAINT "testimony_event_testimony_id_fkey" FOREIGN KEY ("testimony_id") REFERENCES "testimony"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "testimony_event" ADD CONSTRAINT "testimony_event_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "testimony_tag" ADD CONSTRAINT "testimony_tag_testimony_id_fkey" FOREIGN KEY ("testimony_id") REFERENCES "testimony"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relation" ADD CONSTRAINT "relation_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "testimony"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relation" ADD CONSTRAINT "relation_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "testimony"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "custody_entry" ADD CONSTRAINT "custody_entry_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "custody_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on by hand: what Prisma does not know.

-- Extensions ---------------------------------------------------------------------------------------
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Closed lists -------------------------------------------------------------------------------------
ALTER TABLE staged_item ADD CONSTRAINT staged_item_state CHECK
  (state IN ('waiting', 'returned', 'escalated', 'accepted', 'rejected', 'quarantined', 'withdrawn'));
ALTER TABLE testimony ADD CONSTRAINT testimony_state CHECK (state IN ('published', 'withdrawn', 'erased'));
ALTER TABLE testimony ADD CONSTRAINT testimony_risk CHECK (risk IN ('ordinary', 'elevated', 'high'));
ALTER TABLE testimony ADD CONSTRAINT testimony_basis CHECK
  (basis IN ('public-figure', 'consent', 'published-by-named-source', 'published-by-source-held'));
ALTER TABLE testimony ADD CONSTRAINT testimony_reviewed_by CHECK (reviewed_by IN ('none', 'one', 'two'));
ALTER TABLE testimony ADD CONSTRAINT testimony_reference CHECK (reference ~ '^[0-9a-hjkmnp-tv-z]{10}$');
ALTER TABLE user_account ADD CONSTRAINT user_role CHECK (role IN ('archivist', 'curator', 'administrator'));
ALTER TABLE publication_revision ADD CONSTRAINT publication_revision_one_row CHECK (id = 1);
INSERT INTO publication_revision (id, revision) VALUES (1, 0);
-- One current version of each record.
CREATE UNIQUE INDEX public_form_one_current ON public_form (kind, key) WHERE current;

-- An archived original is never updated, by anybody ------------------------------------------------
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: what is written there stays as it was written', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER archived_original_never_updated BEFORE UPDATE ON archived_original
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_decision_never_updated BEFORE UPDATE OR DELETE ON review_decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Publication: every change counts the revision up and tells the search index ------------------------
-- A trigger, so that no path of the code can forget it. The one row of publication_revision makes
-- publishing transactions wait for each other at this point alone, and a reader who asks for the
-- revision sees a withdrawal as soon as it is committed.
CREATE FUNCTION note_publication() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public AS $$
DECLARE
  changed public.public_form;
  gone boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    changed := OLD;
    UPDATE public.publication_revision SET revision = revision + 1 WHERE id = 1 RETURNING revision INTO changed.revision;
  ELSE
    UPDATE public.publication_revision SET revision = revision + 1 WHERE id = 1 RETURNING revision INTO NEW.revision;
    changed := NEW;
  END IF;
  IF changed.kind = 'testimony' AND (TG_OP = 'DELETE' OR changed.current OR changed.sealed) THEN
    gone := TG_OP = 'DELETE' OR changed.sealed;
    INSERT INTO public.search_outbox (reference, revision, operation)
      VALUES (changed.key, changed.revision, CASE WHEN gone THEN 'delete' ELSE 'upsert' END)
      ON CONFLICT (reference) DO UPDATE
        SET revision = EXCLUDED.revision, operation = EXCLUDED.operation, attempts = 0, last_error = NULL, created_at = now();
    PERFORM pg_notify('sawt_outbox', '');
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER public_form_noted BEFORE INSERT OR UPDATE OR DELETE ON public_form
  FOR EACH ROW EXECUTE FUNCTION note_publication();

-- Who may do what ------------------------------------------------------------------------------------
-- `app` works and cannot change history; `reading` serves the public and sees public forms alone.
GRANT USAGE ON SCHEMA public TO sawt_app, sawt_reading;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO sawt_app;
-- Absent where migrations are replayed to be compared.
DO $$ BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE ALL ON _prisma_migrations FROM sawt_app;
    GRANT SELECT ON _prisma_migrations TO sawt_app, sawt_reading;
  END IF;
END $$;
REVOKE UPDATE, DELETE ON archived_original, review_decision FROM sawt_app;
REVOKE UPDATE, DELETE ON custody_event, custody_actor, custody_entry, custody_node, checkpoint, commitment_salt FROM sawt_app;
REVOKE INSERT, UPDATE, DELETE ON publication_revision FROM sawt_app;
GRANT SELECT ON public_form, tombstone, publication_revision, search_outbox TO sawt_reading;

-- The row rule behind the public pages: to the reading role a sealed form does not exist.
ALTER TABLE public_form ENABLE ROW LEVEL SECURITY;
CREATE POLICY public_form_app ON public_form TO sawt_app USING (true) WITH CHECK (true);
CREATE POLICY public_form_reading ON public_form FOR SELECT TO sawt_reading USING (NOT sealed);

-- The search tables: the engine's own, rebuilt from public forms at will.
CREATE SCHEMA search;
GRANT USAGE, CREATE ON SCHEMA search TO sawt_app;
GRANT USAGE ON SCHEMA search TO sawt_reading;
ALTER DEFAULT PRIVILEGES IN SCHEMA search GRANT SELECT ON TABLES TO sawt_reading;
ALTER DEFAULT PRIVILEGES IN SCHEMA search GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO sawt_app;


-- Relations that wait for their other end: looked up when that is published.
CREATE INDEX staged_item_relations ON staged_item USING gin ((proposal->'relations') jsonb_path_ops)
  WHERE proposal->'relations' <> '[]';
