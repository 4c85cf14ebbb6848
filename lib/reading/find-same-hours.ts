import type { PublicDate } from '@/lib/archive/public-form';
import type { Stance } from '@/lib/archive/vocabulary';
import type { ReadingDb } from '@/lib/db/client';
import { type StoredForm, type StoredRow, storedForm } from './stored-form';

// A date of "about the 14th" spans three days. What is known to the month alone shares its hours with
// everything, which says nothing.
const WIDEST_DAYS = 5;

/**
 * What was said from the other side about the same hours: statements where this is a testimony,
 * testimonies where this is a statement, whose possible times touch this one's. None where its time
 * is not known to some days.
 */
export function findSameHours(
  db: ReadingDb,
  { form }: StoredForm<'testimony'>,
): Promise<StoredForm<'testimony'>[]> {
  return findWithin(db, form.date, [form.stance === 'testimony' ? 'statement' : 'testimony'], 6);
}

/**
 * Testimonies and statements whose possible times touch `date`, the surest first. None where `date`
 * is not known to some days.
 */
export async function findWithin(
  db: ReadingDb,
  date: Pick<PublicDate, 'earliest' | 'latest'>,
  stances: readonly Stance[] = ['testimony', 'statement'],
  atMost = 60,
): Promise<StoredForm<'testimony'>[]> {
  const { earliest, latest } = date;
  if (earliest === null || latest === null) return [];
  if (Date.parse(latest) - Date.parse(earliest) > WIDEST_DAYS * 86_400_000) return [];
  const rows = await db.$queryRaw<StoredRow[]>`
    SELECT key, version, digest, created_at, revision, form
    FROM public_form
    WHERE kind = 'testimony' AND current AND NOT sealed
      AND earliest <= ${new Date(latest)} AND latest >= ${new Date(earliest)}
      AND latest - earliest <= make_interval(days => ${WIDEST_DAYS}::int)
      AND form ->> 'stance' = ANY(${[...stances]}::text[])
    ORDER BY latest - earliest, earliest, key
    LIMIT ${atMost}::int`;
  return rows.map((row) => storedForm<'testimony'>(row));
}
