-- By hand: Prisma does not know indexes of a part of the rows.
-- Part of a speaker's name, in whatever capitals: looking into 100,000 names one after another took as
-- long as all the rest of the queue's page.
CREATE INDEX staged_item_waiting_names ON staged_item USING gin (speaker_name gin_trgm_ops)
  WHERE state IN ('waiting', 'returned', 'escalated');
