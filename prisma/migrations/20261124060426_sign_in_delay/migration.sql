-- AlterTable
ALTER TABLE "user_account" DROP COLUMN "bad_tries",
DROP COLUMN "last_bad_try_at";

-- CreateTable
CREATE TABLE "sign_in_delay" (
    "bucket" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    "last_try_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_delay_pkey" PRIMARY KEY ("bucket")
);

-- From here on by hand.
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_delay TO sawt_app;
