import type pg from 'pg';
import type { Expansion } from './expand-words';
import { type Asked, byDate, countRecords } from './postgres-order';
import { anyOf, type Condition, quoted } from './postgres-select';
import { LEAD_PLACES, leadTerm } from './terms';

/** Records looked at in the order of dates before the matches of a step are sorted instead. */
const LOOKED_AT = 2_000;

/**
 * One word that very many records have: those that begin with it, then those whose second word it is, and
 * so on, the word itself before what it is widened to. Each step is a term of the index, so that a page
 * reads little more than it shows. What has the word further back comes after, by date.
 */
export async function oneWordFirst(
  { client, request: { offset, limit }, total }: Asked,
  where: Condition,
  expansion: Expansion,
): Promise<string[]> {
  const found: string[] = [];
  const passed: string[] = [];
  const [filter, ...others] = where.values;
  const having = (...parts: string[]) => ({
    ...where,
    values: [[`(${filter})`, ...parts, ...passed.map((one) => `!${one}`)].join(' & '), ...others],
  });
  const records = await countRecords(client);
  // A step has about a twentieth of a word's records. Where that puts enough of them among the first
  // records of all, looking there is the shorter way; where it does not, there are few to be sorted.
  const mayBeNear = (missing: number) => ((total / 20) * LOOKED_AT) / records > missing;
  for (const step of leadSteps(expansion)) {
    const missing = offset + limit - found.length;
    if (missing <= 0) break;
    found.push(...(await earliestOf(client, having(step), missing, mayBeNear(missing))));
    passed.push(step);
  }
  if (found.length >= offset + limit) return found.slice(offset, offset + limit);
  const page = {
    sort: 'oldest',
    offset: Math.max(0, offset - found.length),
    limit: limit - Math.max(0, found.length - offset),
  } as const;
  return [...found.slice(offset), ...(await byDate(client, having(), total - found.length, page))];
}

/** The earliest records of a step. */
async function earliestOf(
  client: pg.ClientBase,
  { sql, values }: Condition,
  wanted: number,
  mayBeNear: boolean,
): Promise<string[]> {
  if (mayBeNear) {
    const { rows } = await client.query(
      `SELECT reference FROM (SELECT * FROM search.document ORDER BY earliest, reference LIMIT ${LOOKED_AT}) d
        WHERE ${sql} ORDER BY d.earliest, d.reference LIMIT ${wanted}`,
      values,
    );
    if (rows.length === wanted) return rows.map((row) => row.reference);
  }
  return byDate(client, { sql, values }, 0, { sort: 'oldest', offset: 0, limit: wanted });
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
