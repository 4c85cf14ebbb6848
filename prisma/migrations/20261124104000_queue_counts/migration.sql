-- By hand: Prisma does not know indexes of a part of the rows, nor such as carry columns along.
-- What the queue's filters ask of items that wait, so that they are counted without being read.
CREATE INDEX staged_item_waits ON staged_item (state, id)
  INCLUDE (accession_id, platform, lang, minor, risk, created_at)
  WHERE state IN ('waiting', 'returned', 'escalated');
-- What waits for a second person: else all are looked at who have no first one.
CREATE INDEX staged_item_escalated ON staged_item (first_approver_id) WHERE state = 'escalated';
