import type { ReadingDb } from '@/lib/db/client';
import { findForms, readForm, readForms } from './find-forms';
import type { StoredForm } from './stored-form';

export function listCollections(db: ReadingDb): Promise<StoredForm<'collection'>[]> {
  return findForms(db, 'collection');
}

/** One collection with its testimonies by reference, those that readers have; null when there is none. */
export async function getCollection(
  db: ReadingDb,
  slug: string,
): Promise<{
  collection: StoredForm<'collection'>;
  testimonies: Map<string, StoredForm<'testimony'>>;
} | null> {
  const collection = await readForm(db, 'collection', slug);
  if (collection === null) return null;
  const references = collection.form.items.flatMap((item) => ('reference' in item ? [item.reference] : []));
  return { collection, testimonies: await readForms(db, 'testimony', references) };
}
