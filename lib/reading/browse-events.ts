import type { ReadingDb } from '@/lib/db/client';
import { findForms, readForm } from './find-forms';
import { findWithin } from './find-same-hours';
import type { StoredForm } from './stored-form';

/** All events in order of time, the undated last. */
export function listEvents(db: ReadingDb): Promise<StoredForm<'event'>[]> {
  return findForms(db, 'event');
}

/**
 * One event with what was said inside and what was claimed outside: what names the event, and what
 * was said at its hours. Null when readers know no such event.
 */
export async function getEvent(
  db: ReadingDb,
  slug: string,
): Promise<{
  event: StoredForm<'event'>;
  inside: StoredForm<'testimony'>[];
  outside: StoredForm<'testimony'>[];
} | null> {
  const event = await readForm(db, 'event', slug);
  if (event === null) return null;
  const [named, atTheHours] = await Promise.all([
    findForms(db, 'testimony', { events: [{ slug }] }, { max: 100 }),
    findWithin(db, event.form.date),
  ]);
  const all = new Map([...named, ...atTheHours].map((one) => [one.key, one]));
  const words = [...all.values()].sort(byTime);
  return {
    event,
    inside: words.filter(({ form }) => form.stance === 'testimony'),
    outside: words.filter(({ form }) => form.stance === 'statement'),
  };
}

function byTime(a: StoredForm<'testimony'>, b: StoredForm<'testimony'>): number {
  const [first, second] = [a.form.date.earliest ?? '9', b.form.date.earliest ?? '9'];
  return first < second ? -1 : first > second ? 1 : a.key < b.key ? -1 : 1;
}
