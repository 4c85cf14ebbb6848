import type { Expansion } from './expand-words';
import { type Asked, byDate } from './postgres-order';
import { anyOf, type Condition, condition, EVERY, quoted } from './postgres-select';
import { LEAD_PLACES, leadTerm } from './terms';

/** Records looked at in the order of dates before the matches of a step are sorted instead. */
const LOOKED_AT = 2_000;

/**
 * One word that very many records have: those that begin with it, then those whose second word it is, and
 * so on, the word itself before what it is widened to. Each step is a term of the index, so that a page
 * reads little more than it shows. What has the word further back comes after, by date.
 */
export async function oneWordFirst(asked: Asked, where: Condition, expansion: Expansion): Promise<string[]> {
  const {
    records,
    request: { offset, limit },
    total,
  } = asked;
  const found: string[] = [];
  const passed: string[] = [];
  const [filter, ...others] = where.values;
  // Who has the word at a place has the word: to ask for both would read all that begin like it each time.
  const beside = besideWord(asked);
  const having = (step: string | null) => ({
    ...where,
    values: [
      [...(step ? [...beside, step] : [`(${filter})`]), ...passed.map((one) => `!${one}`)].join(' & '),
      ...others,
    ],
  });
  if (total <= ONE_STATEMENT) return allSteps(asked, where, beside, leadSteps(expansion));
  // A step has about a twentieth of a word's records. Where that puts enough of them among the first
  // records of all, looking there is the shorter way; where it does not, there are few to be sorted.
  const mayBeNear = (missing: number) => ((total / 20) * LOOKED_AT) / records > missing;
  for (const step of leadSteps(expansion)) {
    const missing = offset + limit - found.length;
    if (missing <= 0) break;
    found.push(...(await earliestOf(asked, having(step), missing, mayBeNear(missing))));
    passed.push(step);
  }
  if (found.length >= offset + limit) return found.slice(offset, offset + limit);
  const page = {
    sort: 'oldest',
    offset: Math.max(0, offset - found.length),
    limit: limit - Math.max(0, found.length - offset),
  } as const;
  return [...found.slice(offset), ...(await byDate(asked, having(null), total - found.length, page))];
}

/** Up to so many matches, no step has so many that asking for all at once could take long. */
const ONE_STATEMENT = 10_000;

/** The same in one statement, which stops at the step that fills the page. */
async function allSteps(
  { client, request: { offset, limit } }: Asked,
  { sql, values }: Condition,
  beside: readonly string[],
  steps: readonly string[],
): Promise<string[]> {
  const given = [...values];
  const parts = [...steps, null].map((step, at) => {
    const passed = steps.slice(0, at).map((one) => `!${one}`);
    given.push([...(step ? [...beside, step] : [`(${values[0]})`]), ...passed].join(' & '));
    const having = sql.replace('$1::tsquery', `$${given.length}::tsquery`);
    return `(SELECT reference FROM search.document d WHERE ${having}
      ORDER BY d.earliest IS NULL, d.earliest, d.reference LIMIT ${offset + limit})`;
  });
  const { rows } = await client.query<{ reference: string }>(
    `SELECT reference FROM (${parts.join(' UNION ALL ')}) steps WHERE $1 <> '' OFFSET ${offset} LIMIT ${limit}`,
    given,
  );
  return rows.map(({ reference }) => reference);
}

/** What the query asks for beside its one word, as parts of a tsquery. */
function besideWord({ query, expansions, request, excluded }: Asked): string[] {
  const others = query.terms.filter((term) => term.negated);
  const [asked] = condition(others, expansions, { ...request, excluded }).values;
  return asked === EVERY ? [] : [`(${asked})`];
}

/** The earliest records of a step. */
async function earliestOf(
  asked: Asked,
  { sql, values }: Condition,
  wanted: number,
  mayBeNear: boolean,
): Promise<string[]> {
  if (mayBeNear) {
    const { rows } = await asked.client.query(
      `SELECT reference FROM (SELECT * FROM search.document ORDER BY earliest, reference LIMIT ${LOOKED_AT}) d
        WHERE ${sql} ORDER BY d.earliest, d.reference LIMIT ${wanted}`,
      values,
    );
    if (rows.length === wanted) return rows.map((row) => row.reference);
  }
  return byDate(asked, { sql, values }, 0, { sort: 'oldest', offset: 0, limit: wanted });
}

function leadSteps({ form, lexemes, prefixes }: Expansion): string[] {
  const both = (place: number, one: string) =>
    [leadTerm(place, one, true), leadTerm(place, one, false)].map(quoted);
  return Array.from({ length: LEAD_PLACES }, (_, place) => {
    const exact = quoted(leadTerm(place, form, true));
    const wider = [
      ...lexemes.flatMap((one) => both(place, one)),
      ...prefixes.flatMap((one) => both(place, one).map((lexeme) => `${lexeme}:*`)),
    ];
    return wider.length > 0 ? [exact, anyOf(wider)] : [exact];
  }).flat();
}
