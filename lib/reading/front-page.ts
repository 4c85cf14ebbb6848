import type { ReadingDb } from '@/lib/db/client';
import { listCollections } from './browse-collections';
import { listVoices, type Voice } from './browse-people';
import { countForms, findForms } from './find-forms';
import type { StoredForm } from './stored-form';

/** What the first page shows: one reading begun, and the ways on from it. */
export interface FrontPage {
  reading: StoredForm<'testimony'> | null;
  voices: Voice[];
  collections: StoredForm<'collection'>[];
  testimonies: number;
  statements: number;
  sources: number;
}

/** Reads the first page. Its testimony is the same for everybody until the archive changes. */
export async function readFrontPage(db: ReadingDb): Promise<FrontPage> {
  const [candidates, voices, collections, testimonies, statements, sources] = await Promise.all([
    findForms(db, 'testimony', { stance: 'testimony' }, { max: 200 }),
    listVoices(db),
    listCollections(db),
    countForms(db, 'testimony', { stance: 'testimony' }),
    countForms(db, 'testimony', { stance: 'statement' }),
    countForms(db, 'source'),
  ]);
  return {
    reading: candidates.find(opens) ?? candidates.find(({ form }) => form.warnings.length === 0) ?? null,
    voices,
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
