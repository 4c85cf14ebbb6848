-- AlterTable
ALTER TABLE "redaction" ADD COLUMN     "part" TEXT,
ADD COLUMN     "span_end" INTEGER,
ADD COLUMN     "span_start" INTEGER;

-- A span without its place would show its words; and a correction moves it with them.
ALTER TABLE redaction ADD CONSTRAINT redaction_span_has_its_place CHECK (
  (field = 'span') = (part IS NOT NULL)
  AND (field = 'span') = (span_start IS NOT NULL)
  AND (field = 'span') = (span_end IS NOT NULL)
  AND (span_start IS NULL OR (span_start >= 0 AND span_start < span_end))
);
GRANT UPDATE (span_start, span_end) ON redaction TO sawt_app;
