-- AlterTable
ALTER TABLE "user_account" ADD COLUMN     "invited_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "desk_draft" (
    "user_id" UUID NOT NULL,
    "form" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "desk_draft_pkey" PRIMARY KEY ("user_id","form")
);

-- AddForeignKey
ALTER TABLE "desk_draft" ADD CONSTRAINT "desk_draft_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on by hand.
GRANT SELECT, INSERT, UPDATE, DELETE ON desk_draft TO sawt_app;
