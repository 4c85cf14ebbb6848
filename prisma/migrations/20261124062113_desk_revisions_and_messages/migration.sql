-- CreateTable
CREATE TABLE "item_revision" (
    "id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "proposal" JSONB NOT NULL,
    "changed_by" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "item_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outside_message" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "receipt" TEXT NOT NULL,
    "item_id" UUID,
    "reference" TEXT,
    "words" TEXT NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "settled_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outside_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "second_person_request" (
    "id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "why" TEXT NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "second_person_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "item_revision_item_id_version_key" ON "item_revision"("item_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "outside_message_receipt_key" ON "outside_message"("receipt");

-- CreateIndex
CREATE UNIQUE INDEX "outside_message_item_id_key" ON "outside_message"("item_id");

-- CreateIndex
CREATE INDEX "outside_message_kind_settled_at_reference_idx" ON "outside_message"("kind", "settled_at", "reference");

-- CreateIndex
CREATE INDEX "second_person_request_action_subject_key_settled_at_idx" ON "second_person_request"("action", "subject_key", "settled_at");

-- CreateIndex
CREATE INDEX "staged_item_speaker_name_idx" ON "staged_item"("speaker_name");

-- AddForeignKey
ALTER TABLE "item_revision" ADD CONSTRAINT "item_revision_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "staged_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outside_message" ADD CONSTRAINT "outside_message_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "staged_item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- From here on by hand.
-- Deleted by erasure alone, which destroys words wherever they stand.
GRANT SELECT, INSERT, DELETE ON item_revision TO sawt_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON outside_message, second_person_request TO sawt_app;
CREATE TRIGGER item_revision_never_updated BEFORE UPDATE ON item_revision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
