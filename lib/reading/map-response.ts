import type { FormOf } from '@/lib/archive/public-form';
import { RESPONSE_EVENT_TYPES } from '@/lib/archive/vocabulary';
import type { ReadingDb } from '@/lib/db/client';
import { findForms } from './find-forms';
import type { StoredForm } from './stored-form';

/** Events at one place, which may or may not have a position to draw. */
export interface ResponsePlace {
  place: FormOf<'place'> | null;
  events: StoredForm<'event'>[];
}

/**
 * The world's response: rallies, vigils, campaigns and relief, by place, in the places' own order of
 * time. An event at two places stands at both; one at none stands under `elsewhere`.
 */
export async function mapResponse(db: ReadingDb): Promise<{
  cities: ResponsePlace[];
  countries: ResponsePlace[];
  elsewhere: StoredForm<'event'>[];
}> {
  const [events, places] = await Promise.all([
    Promise.all(RESPONSE_EVENT_TYPES.map((type) => findForms(db, 'event', { type }))).then((lists) =>
      lists.flat(),
    ),
    findForms(db, 'place'),
  ]);
  const known = new Map(places.map(({ key, form }) => [key, form]));
  const byPlace = new Map<string, ResponsePlace>();
  const elsewhere: StoredForm<'event'>[] = [];
  for (const event of events) {
    const at = event.form.places.filter(({ slug }) => known.has(slug));
    if (at.length === 0) elsewhere.push(event);
    for (const { slug } of at) {
      const entry = byPlace.get(slug) ?? { place: known.get(slug) ?? null, events: [] };
      entry.events.push(event);
      byPlace.set(slug, entry);
    }
  }
  const all = [...byPlace.values()];
  return {
    cities: all.filter(({ place }) => place?.type !== 'country'),
    countries: all.filter(({ place }) => place?.type === 'country'),
    elsewhere,
  };
}
