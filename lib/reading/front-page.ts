import { RESPONSE_EVENT_TYPES } from '@/lib/archive/vocabulary';
import type { ReadingDb } from '@/lib/db/client';
import { listCollections } from './browse-collections';
import { listEvents } from './browse-events';
import { listVoices, type Voice } from './browse-people';
import { countForms, findForms } from './find-forms';
import type { StoredForm } from './stored-form';

/** What the first page shows: one reading begun, and the ways on from it. */
export interface FrontPage {
  reading: StoredForm<'testimony'> | null;
  /** Those who spoke from inside; all who spoke, where nobody did. */
  voices: Voice[];
  /** What happened there, in order of time; what others did about it has a room of its own. */
  events: StoredForm<'event'>[];
  collections: StoredForm<'collection'>[];
  testimonies: number;
  statements: number;
  sources: number;
}

/** Reads the first page. Its testimony is the same for everybody until the archive changes. */
export async function readFrontPage(db: ReadingDb): Promise<FrontPage> {
  const [candidates, voices, events, collections, testimonies, statements, sources] = await Promise.all([
    findForms(db, 'testimony', { stance: 'testimony' }, { max: 200 }),
    listVoices(db),
    listEvents(db),
    listCollections(db),
    countForms(db, 'testimony', { stance: 'testimony' }),
    countForms(db, 'testimony', { stance: 'statement' }),
    countForms(db, 'source'),
  ]);
  const inside = voices.filter(({ testimony }) => testimony > 0);
  return {
    reading: candidates.find(opens) ?? candidates.find(({ form }) => form.warnings.length === 0) ?? null,
    voices: inside.length > 0 ? inside : voices,
    events: events.filter(({ form }) => !RESPONSE_EVENT_TYPES.includes(form.type)),
    collections,
    testimonies,
    statements,
    sources,
  };
}

/** Somebody's own words, short enough to be read at once, with no warning to choose about and no child's. */
function opens({ form }: StoredForm<'testimony'>): boolean {
  return (
    form.wording !== 'reported' &&
    form.warnings.length === 0 &&
    form.minor !== true &&
    form.speaker.type === 'person' &&
    form.text.length >= 40 &&
    form.text.length <= 220
  );
}
