import type { FormOf } from '@/lib/archive/public-form';
import type { ReadingDb } from '@/lib/db/client';
import type { FeedEntry } from './atom-feed';

/** The testimonies that readers got last, newest first. */
export async function readNewest(db: ReadingDb, max: number): Promise<FeedEntry[]> {
  const rows = await db.$queryRaw<{ form: unknown; day: string }[]>`
    SELECT form, to_char(changed_on, 'YYYY-MM-DD') AS day FROM public_form
    WHERE kind = 'testimony' AND current AND NOT sealed
    ORDER BY changed_on DESC, key DESC LIMIT ${max}::int`;
  return rows.map(({ form, day }) => ({ form: form as FormOf<'testimony'>, day }));
}
