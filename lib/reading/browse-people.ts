import type { FormOf, Named } from '@/lib/archive/public-form';
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

/** An account that carries a speaker's words, with the others whose words it carries too. */
export interface SharedAccount {
  account: NonNullable<FormOf<'testimony'>['account']>;
  others: Named[];
}

/** One speaker with their accounts and their words in order of time; null when readers know none. */
export async function getPerson(
  db: ReadingDb,
  slug: string,
  atMost = 200,
): Promise<{
  person: StoredForm<'person'>;
  accounts: SharedAccount[];
  words: StoredForm<'testimony'>[];
  total: number;
} | null> {
  const person = await readForm(db, 'person', slug);
  if (person === null) return null;
  const [words, total] = await Promise.all([
    findForms(db, 'testimony', { speaker: { slug } }, { max: atMost }),
    countForms(db, 'testimony', { speaker: { slug } }),
  ]);
  const accounts = new Map(
    words.flatMap(({ form }) => (form.account === null ? [] : [[form.account.slug, form.account] as const])),
  );
  const shared = [...accounts.values()].map(async (account) => {
    const speakers = await speakersOf(db, account.slug);
    return { account, others: speakers.filter((other) => other.slug !== slug) };
  });
  return { person, accounts: await Promise.all(shared), words, total };
}

/** Whose public words an account carries: asked of the words, so that nobody outlives a withdrawal here. */
export async function speakersOf(db: ReadingDb, account: string): Promise<Named[]> {
  const words = await findForms(db, 'testimony', { account: { slug: account } }, { max: 1_000 });
  const speakers = new Map(words.map(({ form: { speaker } }) => [speaker.slug, speaker]));
  return [...speakers.values()].map(({ slug, name }) => ({ slug, name }));
}
