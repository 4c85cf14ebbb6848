import type pg from 'pg';
import { randomNumbers } from '@/lib/search/testing/random-numbers';

/** One query in the two forms in which it is asked. */
export interface BenchQuery {
  kind: string;
  /** The parameters of the API. */
  address: string;
  /** For SQLite: the FTS5 expression, '' for everything, and a language to filter by. */
  match: string | null;
  lang?: string;
}

const EACH = 40;

/** Chooses queries of every kind from what the archive holds: the same ones for the same archive. */
export async function chooseQueries(pool: pg.Pool): Promise<BenchQuery[]> {
  const random = randomNumbers(77);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const { rows } = await pool.query<{ word: string; docs: number }>(
    "SELECT word, docs FROM search.word WHERE word ~ '^[[:alpha:]]{3,}$' ORDER BY docs DESC, word",
  );
  const common = rows.slice(0, 30).map(({ word }) => word);
  const rare = rows.filter(({ docs }) => docs >= 5 && docs <= 60).map(({ word }) => word);
  const { rows: lines } = await pool.query<{ line: string }>(
    'SELECT line FROM search.document JOIN search.line USING (reference) WHERE id % greatest(1, (SELECT max(id) FROM search.document) / 200) = 0 LIMIT 200',
  );
  const texts = lines.map(({ line }) => line.split(' >')[0]!.trim().split(' '));
  const run = () => {
    for (;;) {
      const words = pick(texts);
      const at = Math.floor(random() * Math.max(1, words.length - 3));
      const found = words.slice(at, at + 3);
      if (found.length === 3 && found.every((word) => /^\p{L}+$/u.test(word))) return found.join(' ');
    }
  };
  const together = () => {
    for (;;) {
      const words = new Set(pick(texts));
      const [often, seldom] = [
        common.find((word) => words.has(word)),
        rows.find(({ word, docs }) => docs < 200 && words.has(word))?.word,
      ];
      if (often && seldom) return [often, seldom] as const;
    }
  };
  const slip = () => {
    const word = pick(rare.filter((one) => one.length >= 6 && one.length <= 8));
    const at = 2 + Math.floor(random() * (word.length - 3));
    return { word, wrong: word.slice(0, at) + word.slice(at + 1) };
  };
  const many = (kind: string, make: () => Omit<BenchQuery, 'kind'>): BenchQuery[] =>
    Array.from({ length: EACH }, () => ({ kind, ...make() }));
  const address = (given: Record<string, string>) => new URLSearchParams(given).toString();
  const exact = (words: readonly string[]) => words.map((word) => `"${word}"`).join(' ');
  return [
    ...many('common term', () => {
      const word = pick(common);
      return { address: address({ q: `${word} ` }), match: exact([word]) };
    }),
    ...many('common term, unfinished', () => {
      const word = pick(common);
      return { address: address({ q: word }), match: `"${word}" *` };
    }),
    ...many('two terms, one rare', () => {
      const words = together();
      return { address: address({ q: `${words.join(' ')} ` }), match: exact(words) };
    }),
    ...many('two common terms', () => {
      const words = [pick(common), pick(common)];
      return { address: address({ q: `${words.join(' ')} ` }), match: exact(words) };
    }),
    ...many('rare term', () => {
      const word = pick(rare);
      return { address: address({ q: `${word} ` }), match: exact([word]) };
    }),
    ...many('phrase', () => {
      const words = run();
      return { address: address({ q: `"${words}"` }), match: `"${words}"` };
    }),
    ...many('slip', () => {
      const { wrong } = slip();
      return { address: address({ q: `${wrong} ` }), match: null };
    }),
    ...many('three letters of a word', () => {
      const start = pick(rows.slice(0, 2_000)).word.slice(0, 3);
      return { address: address({ q: start }), match: `"${start}" *` };
    }),
    ...many('common term, one language', () => {
      const word = pick(common);
      return { address: address({ q: `${word} `, lang: 'ar' }), match: exact([word]), lang: 'ar' };
    }),
    ...many('everything', () => ({ address: '', match: '' })),
    ...many('one language', () => ({ address: 'lang=en', match: '', lang: 'en' })),
    ...many('everything of one month', () => {
      const month = `201${2 + Math.floor(random() * 5)}-0${1 + Math.floor(random() * 9)}`;
      return { address: address({ from: month, to: month }), match: null };
    }),
  ];
}
