import type pg from 'pg';
import type { FormOf } from '@/lib/archive/public-form';
import type { FacetName } from '@/lib/search/facets';
import type { SearchParameters } from '@/lib/search/parameters';
import { everyFound, type SearchHouse } from '@/lib/search/search-testimonies';

type Form = FormOf<'testimony'>;

const BATCH = 500;

/**
 * Every testimony that a search finds, some hundreds at a time, so that an export of any size needs
 * little memory. Each batch is read as it is now: what is withdrawn while a stream is under way is not
 * in the rest of it. Throws when searching is away half way: a stream that ended early without a word
 * would pass for the whole.
 */
export async function* streamForms(parameters: SearchParameters, house: SearchHouse): AsyncGenerator<Form[]> {
  if (parameters.q.trim() === '') yield* streamFiltered(parameters, house.reading);
  else yield* streamFound(parameters, house);
}

// Where each filter stands in a form; `[*]` are the members of a list.
const PATHS: Record<FacetName, string> = {
  speaker: '$.speaker.slug',
  account: '$.account.slug',
  platform: '$.platform',
  kind: '$.kind',
  stance: '$.stance',
  lang: '$.lang',
  event: '$.events[*].slug',
  place: '$.places[*].slug',
  tag: '$.tags[*].slug',
  source: '$.sources[*].slug',
};

async function* streamFiltered(
  { filters, from, to }: SearchParameters,
  reading: pg.Pool,
): AsyncGenerator<Form[]> {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const value = (one: unknown) => `$${values.push(one) + 1}`;
  for (const [name, wanted] of Object.entries(filters) as [FacetName, string[]][]) {
    conditions.push(`jsonb_path_query_array(form, '${PATHS[name]}') ?| ${value(wanted)}::text[]`);
  }
  if (from?.instant || to?.instant) conditions.push(`form #>> '{date,edtf}' IS NOT NULL`);
  if (from?.instant) conditions.push(`(latest IS NULL OR latest >= ${value(from.instant)})`);
  if (to?.instant) conditions.push(`(earliest IS NULL OR earliest <= ${value(to.instant)})`);
  const where = ['', ...conditions].join(' AND ');
  let after = '';
  for (;;) {
    const { rows } = await reading.query<{ key: string; form: Form }>(
      `SELECT key, form FROM public_form
       WHERE kind = 'testimony' AND current AND NOT sealed AND key COLLATE "C" > $1${where}
       ORDER BY key COLLATE "C" LIMIT ${BATCH}`,
      [after, ...values],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ form }) => form);
    after = last.key;
  }
}

async function* streamFound(parameters: SearchParameters, house: SearchHouse): AsyncGenerator<Form[]> {
  for await (const references of everyFound(parameters, house)) {
    for (let at = 0; at < references.length; at += BATCH) {
      const { rows } = await house.reading.query<{ form: Form }>(
        `SELECT form FROM public_form WHERE kind = 'testimony' AND current AND NOT sealed AND key = ANY($1)
          ORDER BY key COLLATE "C"`,
        [references.slice(at, at + BATCH)],
      );
      if (rows.length > 0) yield rows.map(({ form }) => form);
    }
  }
}
