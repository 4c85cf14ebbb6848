import type pg from 'pg';
import { formsThatMayHide, type Lexicon, readingsKnownTo } from '../clitics';
import { askedForms } from '../match';
import type { WordTerm } from '../query';
import { slipsBetween } from '../slips';
import { letterMask } from './terms';

/** What a word of a query is looked up as. */
export interface Expansion {
  /** The word itself, folded. */
  form: string;
  /** Lexemes as they stand in the vocabulary: the word, its readings, what they hide in. */
  lexemes: string[];
  /** Beginnings of lexemes. */
  prefixes: string[];
  /** Lexemes a slip or two away, nearest and most frequent first. */
  slips: string[];
  /** In how many records the word is found without any slip, as far as single lexemes tell; 0 is certain. */
  held: number;
}

/** Expands the words of a query over the archive's vocabulary, and gives what was learnt about words. */
export async function expandWords(
  client: pg.Pool | pg.ClientBase,
  terms: readonly WordTerm[],
  isName: (form: string) => boolean,
): Promise<{ expansions: Map<WordTerm, Expansion>; lexicon: Lexicon }> {
  const counts = await countsOf(client, terms);
  const lexicon: Lexicon = { isName, count: (form) => counts.get(form) ?? 0 };
  const expansions = new Map<WordTerm, Expansion>();
  for (const term of terms) expansions.set(term, await expand(client, term, lexicon));
  return { expansions, lexicon };
}

async function countsOf(
  client: pg.Pool | pg.ClientBase,
  terms: readonly WordTerm[],
): Promise<Map<string, number>> {
  const forms = new Set<string>();
  for (const { form, readings } of terms) {
    // Whatever `readingsKnownTo` may ask of the lexicon, about the word itself or about what hides it.
    const mayBeAsked = [form, ...readings, form.slice(1), form.slice(2)].filter((asked) => asked.length >= 2);
    for (const asked of mayBeAsked) for (const may of [asked, ...formsThatMayHide(asked)]) forms.add(may);
  }
  const { rows } = await client.query('SELECT word, docs FROM search.word WHERE word = ANY($1)', [
    [...forms],
  ]);
  return new Map(rows.map((row) => [row.word, row.docs]));
}

async function expand(client: pg.Pool | pg.ClientBase, term: WordTerm, lexicon: Lexicon): Promise<Expansion> {
  const asked = askedForms(term, lexicon);
  const lexemes = new Set<string>();
  for (const { form } of asked) {
    if (lexicon.count(form) > 0) lexemes.add(form);
    for (const hiding of formsThatMayHide(form)) {
      if (lexicon.count(hiding) > 0 && readingsKnownTo(lexicon, hiding).includes(form)) lexemes.add(hiding);
    }
  }
  const prefixes = asked.filter(({ prefix }) => prefix).map(({ form }) => form);
  const near = new Map<string, { slips: number; docs: number }>();
  for (const { form, slips, prefix } of asked) {
    if (slips === 0) continue;
    for (const { word, docs } of await nearWords(client, form, slips, prefix)) {
      const between = slipsBetween(form, word, slips, prefix);
      if (between === null || between === 0) continue;
      near.set(word, { slips: Math.min(between, near.get(word)?.slips ?? between), docs });
    }
  }
  let held = [...lexemes].reduce((sum, form) => sum + lexicon.count(form), 0);
  if (held === 0 && prefixes.length > 0) held = await countBeginning(client, prefixes);
  const slips = [...near]
    .filter(([word]) => !lexemes.has(word))
    .sort(([a, x], [b, y]) => x.slips - y.slips || y.docs - x.docs || (a < b ? -1 : 1));
  return { form: term.form, lexemes: [...lexemes], prefixes, slips: slips.map(([word]) => word), held };
}

/** Words that may be within `slips` of `form`: the letters they share decide, the distance is counted after. */
async function nearWords(
  client: pg.Pool | pg.ClientBase,
  form: string,
  slips: number,
  prefix: boolean,
): Promise<{ word: string; docs: number }[]> {
  const longest = prefix ? 500 : form.length + slips;
  // Each slip takes one letter of the query's word away, and brings one more where the word ends with it.
  const different = prefix ? '$4::bigint & ~mask' : '$4::bigint # mask';
  const { rows } = await client.query(
    `SELECT word, docs FROM search.word
      WHERE left(word, 1) = $1 AND char_length(word) BETWEEN $2 AND $3 AND bit_count((${different})::bit(64)) <= $5`,
    [form[0], form.length - slips, longest, String(letterMask(form)), prefix ? slips : slips * 2],
  );
  if (slips < 2) return rows;
  // A first letter that differs counts double, so that nothing else may.
  const [rest, swapped] = [form.slice(1), `${form[1]}${form[0]}${form.slice(2)}`];
  const tail = prefix ? '%' : '';
  const { rows: others } = await client.query(
    `SELECT word, docs FROM search.word
      WHERE substr(word, 2) COLLATE "C" LIKE $1 OR substr(word, 2) COLLATE "C" LIKE $2 OR word LIKE $2 OR word LIKE $3`,
    [form + tail, rest + tail, swapped + tail],
  );
  return [...rows, ...others];
}

async function countBeginning(client: pg.Pool | pg.ClientBase, prefixes: readonly string[]): Promise<number> {
  const { rows } = await client.query(
    'SELECT EXISTS (SELECT FROM search.word WHERE word LIKE ANY($1)) AS held',
    [prefixes.map((form) => `${form}%`)],
  );
  return rows[0].held ? 1 : 0;
}
