-- CreateTable
CREATE TABLE "item_capture" (
    "item_id" UUID NOT NULL,
    "original_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "item_capture_pkey" PRIMARY KEY ("item_id","original_id")
);

-- CreateTable
CREATE TABLE "text_band" (
    "band" BIGINT NOT NULL,
    "item_id" UUID NOT NULL,

    CONSTRAINT "text_band_pkey" PRIMARY KEY ("band","item_id")
);

-- CreateIndex
CREATE INDEX "item_capture_original_id_idx" ON "item_capture"("original_id");

-- AddForeignKey
ALTER TABLE "item_capture" ADD CONSTRAINT "item_capture_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "staged_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_capture" ADD CONSTRAINT "item_capture_original_id_fkey" FOREIGN KEY ("original_id") REFERENCES "archived_original"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on by hand.
GRANT SELECT, INSERT, UPDATE, DELETE ON item_capture, text_band TO sawt_app;
