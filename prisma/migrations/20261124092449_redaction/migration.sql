-- AlterTable
ALTER TABLE "public_form" ADD COLUMN     "outdated" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "redaction" (
    "id" UUID NOT NULL,
    "testimony_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "words" TEXT,
    "reason" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "redaction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "redaction_testimony_id_idx" ON "redaction"("testimony_id");

-- AddForeignKey
ALTER TABLE "redaction" ADD CONSTRAINT "redaction_testimony_id_fkey" FOREIGN KEY ("testimony_id") REFERENCES "testimony"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What shows redacted words can be brought back by no mistake of the app's.
ALTER TABLE public_form ADD CONSTRAINT public_form_outdated_is_sealed CHECK (sealed OR NOT outdated);

-- Erasure deletes; undoing notes when. What was taken out is never rewritten.
GRANT SELECT, INSERT, DELETE, UPDATE (lifted_at) ON redaction TO sawt_app;
