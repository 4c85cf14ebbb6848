import type { ReadingDb } from '@/lib/db/client';
import { countByName, countForms, findForms, readForm } from './find-forms';
import type { StoredForm } from './stored-form';

/** A speaker with how many testimonies and statements are theirs. */
export interface Voice {
  person: StoredForm<'person'>;
  testimony: number;
  statement: number;
}

/** All speakers, those with most words first. */
export async function listVoices(db: ReadingDb): Promise<Voice[]> {
  const [people, counts] = await Promise.all([findForms(db, 'person'), countByName(db, 'speaker')]);
  return people
    .map((person) => ({ person, ...(counts.get(person.key) ?? { testimony: 0, statement: 0 }) }))
    .sort(
      (a, b) =>
        b.testimony + b.statement - (a.testimony + a.statement) || (a.person.key < b.person.key ? -1 : 1),
    );
}

/** One speaker with their accounts and their words in order of time; null when readers know none. */
export async function getPerson(
  db: ReadingDb,
  slug: string,
  atMost = 200,
): Promise<{
  person: StoredForm<'person'>;
  accounts: StoredForm<'account'>[];
  words: StoredForm<'testimony'>[];
  total: number;
} | null> {
  const person = await readForm(db, 'person', slug);
  if (person === null) return null;
  const [accounts, words, total] = await Promise.all([
    findForms(db, 'account', { speakers: [{ slug }] }),
    findForms(db, 'testimony', { speaker: { slug } }, { max: atMost }),
    countForms(db, 'testimony', { speaker: { slug } }),
  ]);
  return { person, accounts, words, total };
}
