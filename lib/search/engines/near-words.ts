import pg from 'pg';
import type { askedForms } from '../match';
import { letterMask } from './terms';

const text = pg.escapeLiteral;

/**
 * A statement for words of the vocabulary that may be within the slips that `asked` allows, one or two, each
 * with its records and `key`. None is missed; some are too far, so the distance is counted after.
 */
export function nearWords(
  { form, slips, prefix }: ReturnType<typeof askedForms>[number],
  key: string,
): string {
  const columns = `word, docs, ${text(key)}`;
  const longest = prefix ? 500 : form.length + slips;
  const within = `left(word, 1) = ${text(form[0]!)} AND char_length(word) BETWEEN ${form.length - slips} AND ${longest}`;
  const mask = letterMask(form);
  // A slip takes at most one letter of the query's word away, and brings at most one more where the word ends with it.
  const differs = (letters: string) => `bit_count((${letters})::bit(64)) <= ${slips}`;
  const lost = differs(`${mask}::bigint & ~mask`);
  const like = `${within} AND ${lost} AND ${differs(`mask & ~${mask}::bigint`)}`;
  const questions = prefix
    ? [`SELECT ${columns} FROM search.word WHERE ${within} AND ${lost}`]
    : slips === 1
      ? oneSlip(form, columns, like)
      : twoSlips(form, columns, like);
  if (slips === 2) questions.push(otherFirstLetter(form, prefix, columns));
  return questions.join(' UNION ALL ');
}

/** One slip leaves one half of the word as it is, unless neighbours were swapped across the middle. */
function oneSlip(form: string, columns: string, like: string): string[] {
  const half = Math.ceil(form.length / 2);
  return [
    begunWith([form.slice(0, half)], columns, like),
    endedWith(form[0]!, [form.slice(half)], columns, like),
    `SELECT ${columns} FROM search.word WHERE word = ${text(swapped(form, half))}`,
  ];
}

/**
 * Two slips leave a beginning, the middle, or the end as it is, unless neighbours were swapped across a border.
 * Where it is the middle, one slip is in the two letters before it: few beginnings, once it is known which
 * letters follow the first ones in the vocabulary. All words of one first letter were thousands.
 */
function twoSlips(form: string, columns: string, like: string): string[] {
  const [first, second, third] = form as unknown as [string, string, string];
  const end = 3 + Math.ceil((form.length - 3) / 2);
  const middle = form.slice(3, end);
  const begun = [
    form.slice(0, 3),
    swapped(form, 3).slice(0, 4),
    first + second + middle,
    first + third + middle,
    first + third + second + middle,
  ];
  const followed = [
    oneLetterMore(first, [third + middle, second + third + middle]),
    oneLetterMore(first + second, [middle, third + middle]),
  ];
  return [
    begunWith(begun, columns, like, followed),
    endedWith(first, [form.slice(end), swapped(form, end).slice(end - 1)], columns, like),
  ];
}

/** Every beginning of words that is `before` and one letter, each with all of `after` put behind it. */
function oneLetterMore(before: string, after: readonly string[]): string {
  const next = (than: string) =>
    `SELECT left(word, ${before.length + 1}) FROM search.word WHERE word > ${than} AND word < ${text(before + LAST)} ORDER BY word LIMIT 1`;
  return `(WITH RECURSIVE more (one) AS ((${next(text(before))})
    UNION ALL SELECT (${next(`more.one || ${text(LAST)}`)}) FROM more WHERE one IS NOT NULL)
    SELECT one || unnest(ARRAY[${after.map(text)}]) FROM more WHERE one IS NOT NULL)`;
}

/** Comes after every letter. */
const LAST = '\u{10ffff}';

// `OFFSET 0` keeps each range a look-up of its own: the planner would rather read all words of a first letter.
function begunWith(
  begins: readonly string[],
  columns: string,
  like: string,
  more: readonly string[] = [],
): string {
  return `SELECT ${columns} FROM (${[values(begins), ...more].join(' UNION ALL ')}) b (begins), LATERAL (
      SELECT * FROM search.word WHERE word >= begins AND word < begins || ${text(LAST)} OFFSET 0) w WHERE ${like}`;
}

/** An index has the words turned round, under their first letters. */
function endedWith(first: string, ends: readonly string[], columns: string, like: string): string {
  const turned = ends.map((end) => [...end].reverse().join(''));
  return `SELECT ${columns} FROM (${values(turned)}) e (ends), LATERAL (
      SELECT * FROM search.word WHERE left(word, 1) = ${text(first)}
         AND reverse(word) >= ends AND reverse(word) < ends || ${text(LAST)} OFFSET 0) w WHERE ${like}`;
}

function values(given: readonly string[]): string {
  return `VALUES ${given.map((one) => `(${text(one)} COLLATE "C")`)}`;
}

/** The word with the letters before and after a border in each other's place. */
function swapped(form: string, border: number): string {
  return form.slice(0, border - 1) + form[border] + form[border - 1] + form.slice(border + 1);
}

/** A first letter that differs counts double, so that nothing else may. */
function otherFirstLetter(form: string, prefix: boolean, columns: string): string {
  const rest = form.slice(1);
  const like = (given: string) => text(given + (prefix ? '%' : ''));
  return `SELECT ${columns} FROM search.word
    WHERE substr(word, 2) COLLATE "C" LIKE ${like(form)} OR substr(word, 2) COLLATE "C" LIKE ${like(rest)}
       OR word LIKE ${like(rest)} OR word LIKE ${like(swapped(form, 1))}`;
}
