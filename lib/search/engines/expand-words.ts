import pg from 'pg';
import { EMPTY_LEXICON, formsThatMayHide, type Lexicon, readingsKnownTo } from '../clitics';
import { askedForms } from '../match';
import type { WordTerm } from '../query';
import { slipsBetween } from '../slips';
import { nearWords } from './near-words';

/** What a word of a query is looked up as. */
export interface Expansion {
  /** The word itself, folded. */
  form: string;
  /** Lexemes as they stand in the vocabulary: the word, its readings, what they hide in. */
  lexemes: string[];
  /** Beginnings of lexemes. */
  prefixes: string[];
  /** All lexemes that begin so; null where they are too many to be named. */
  begun: string[] | null;
  /** Lexemes a slip or two away, nearest and most frequent first. */
  slips: string[];
  /** In how many records the word is found without any slip, as far as single lexemes tell; 0 is certain. */
  held: number;
  /** In how many records it surely is, nearly, slips and beginnings among them: for choosing how to ask. */
  atLeast: number;
}

/** A word of the vocabulary, and for which question it was read: '' for words looked up as they are. */
export interface Vocabulary {
  word: string;
  docs: number;
  near: string;
}

export interface Expanded {
  expansions: Map<WordTerm, Expansion>;
  /** What was learnt about words. */
  lexicon: Lexicon;
  /** In how many records each word is that was met. */
  docs: ReadonlyMap<string, number>;
}

/**
 * Expands the words of a query over the archive's vocabulary. `first` is what `lookUp` gave, where it
 * has been asked already.
 */
export async function expandWords(
  client: Pick<pg.Pool | pg.ClientBase, 'query'>,
  terms: readonly WordTerm[],
  isName: (form: string) => boolean,
  first?: readonly Vocabulary[],
): Promise<Expanded> {
  const rows = [...(first ?? (await client.query<Vocabulary>(lookUp(terms))).rows)];
  const counts = new Map(rows.filter(({ near }) => near === '').map(({ word, docs }) => [word, docs]));
  const lexicon: Lexicon = { isName, count: (form) => counts.get(form) ?? 0 };
  const asked = new Map(terms.map((term) => [term, askedForms(term, lexicon)]));
  // What the archive's own words say of ب ك ل may ask for more than the letters alone did.
  const likely = questionsOf(terms, EMPTY_LEXICON);
  const more = [...questionsOf(terms, lexicon)].filter(([key]) => !likely.has(key)).map(([, sql]) => sql);
  if (more.length > 0) rows.push(...(await client.query<Vocabulary>(more.join(' UNION ALL '))).rows);
  const near = new Map<string, Vocabulary[]>();
  for (const row of rows) {
    const met = near.get(row.near);
    if (met) met.push(row);
    else near.set(row.near, [row]);
  }
  const expansions = new Map<WordTerm, Expansion>();
  for (const term of terms) {
    expansions.set(term, expand(term, asked.get(term)!, lexicon, near));
  }
  return { expansions, lexicon, docs: new Map(rows.map(({ word, docs }) => [word, docs])) };
}

type Asked = ReturnType<typeof askedForms>;

/** One statement for all that the letters of these words alone want to know of the vocabulary. */
export function lookUp(terms: readonly WordTerm[]): string {
  const forms = new Set<string>();
  for (const { form, readings } of terms) {
    // Whatever `readingsKnownTo` may ask of the lexicon, about the word itself or about what hides it.
    const mayBeAsked = [form, ...readings, form.slice(1), form.slice(2)].filter((asked) => asked.length >= 2);
    for (const asked of mayBeAsked) for (const may of [asked, ...formsThatMayHide(asked)]) forms.add(may);
  }
  const words = `SELECT word, docs, '' AS near FROM search.word
    WHERE word = ANY(ARRAY[${[...forms].map(pg.escapeLiteral)}]::text[])`;
  return [words, ...questionsOf(terms, EMPTY_LEXICON).values()].join(' UNION ALL ');
}

/** The questions for words that may be slips of these, by what they ask for. */
function questionsOf(terms: readonly WordTerm[], lexicon: Lexicon): Map<string, string> {
  const questions = new Map<string, string>();
  for (const term of terms) {
    for (const one of askedForms(term, lexicon)) {
      if (one.slips > 0) questions.set(questionKey(one), nearWords(one, questionKey(one)));
      if (one.prefix) questions.set(begunKey(one.form), begunWords(one.form));
    }
  }
  return questions;
}

/** An index reads all that its words begin with in one list, the word itself among them; named, each by itself. */
const MOST_BEGUN = 200;

function begunWords(form: string): string {
  const begins = pg.escapeLiteral(`${form}%`);
  return `(SELECT word, docs, ${pg.escapeLiteral(begunKey(form))} FROM search.word
    WHERE word LIKE ${begins} LIMIT ${MOST_BEGUN + 1})`;
}

function begunKey(form: string): string {
  return `${form}…`;
}

function questionKey({ form, slips, prefix }: Asked[number]): string {
  return `${form} ${slips}${prefix ? ' begins' : ''}`;
}

function expand(
  term: WordTerm,
  asked: Asked,
  lexicon: Lexicon,
  met: ReadonlyMap<string, Vocabulary[]>,
): Expansion {
  const lexemes = new Set<string>();
  for (const { form } of asked) {
    if (lexicon.count(form) > 0) lexemes.add(form);
    for (const hiding of formsThatMayHide(form)) {
      if (lexicon.count(hiding) > 0 && readingsKnownTo(lexicon, hiding).includes(form)) lexemes.add(hiding);
    }
  }
  const prefixes = asked.filter(({ prefix }) => prefix).map(({ form }) => form);
  const near = new Map<string, { slips: number; docs: number }>();
  for (const one of asked) {
    for (const { word, docs } of met.get(questionKey(one)) ?? []) {
      const between = slipsBetween(one.form, word, one.slips, one.prefix);
      if (between === null || between === 0) continue;
      near.set(word, { slips: Math.min(between, near.get(word)?.slips ?? between), docs });
    }
  }
  const lists = prefixes.map((form) => met.get(begunKey(form)) ?? []);
  const begun = lists.every(({ length }) => length <= MOST_BEGUN)
    ? [...new Set(lists.flat().map(({ word }) => word))].filter((word) => !lexemes.has(word))
    : null;
  let held = [...lexemes].reduce((sum, form) => sum + lexicon.count(form), 0);
  if (held === 0 && (begun === null || begun.length > 0)) held = 1;
  const slips = [...near]
    .filter(([word]) => !lexemes.has(word))
    .sort(([a, x], [b, y]) => x.slips - y.slips || y.docs - x.docs || (a < b ? -1 : 1));
  const docs = [
    ...[...lexemes].map((form) => lexicon.count(form)),
    ...[...lists.flat(), ...near.values()].map((word) => word.docs),
  ];
  return {
    form: term.form,
    lexemes: [...lexemes],
    prefixes,
    begun,
    slips: slips.map(([word]) => word),
    held,
    // A record may have several of the words, a reading and what it hides in above all: half of the sum, then.
    atLeast: Math.max(0, ...docs, docs.reduce((sum, one) => sum + one, 0) / 2),
  };
}
