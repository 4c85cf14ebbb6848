import type { ReadingDb } from '@/lib/db/client';
import { countByName, countForms, findForms, readForm } from './find-forms';
import type { StoredForm } from './stored-form';

/** All sources, the earliest first, with how many records rest on each. */
export async function listSources(db: ReadingDb): Promise<{ source: StoredForm<'source'>; count: number }[]> {
  const [sources, counts] = await Promise.all([findForms(db, 'source'), countByName(db, 'sources')]);
  return sources
    .map((source) => {
      const count = counts.get(source.key);
      return { source, count: (count?.testimony ?? 0) + (count?.statement ?? 0) };
    })
    .sort((a, b) => b.count - a.count || (a.source.key < b.source.key ? -1 : 1));
}

/** One source with what rests on it and the events that it tells of; null when readers know none. */
export async function getSource(
  db: ReadingDb,
  slug: string,
  atMost = 200,
): Promise<{
  source: StoredForm<'source'>;
  words: StoredForm<'testimony'>[];
  total: number;
  events: StoredForm<'event'>[];
} | null> {
  const source = await readForm(db, 'source', slug);
  if (source === null) return null;
  const containing = { sources: [{ slug }] };
  const [words, total, events] = await Promise.all([
    findForms(db, 'testimony', containing, { max: atMost }),
    countForms(db, 'testimony', containing),
    findForms(db, 'event', containing),
  ]);
  return { source, words, total, events };
}
