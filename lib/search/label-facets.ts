import type pg from 'pg';
import { type LocalisedText, pickText } from '@/lib/archive/localised';
import { FACETS, type FacetCount, type FacetName } from './facets';

export type LabelledFacets = Partial<Record<FacetName, (FacetCount & { label: string })[]>>;

/** Facets whose values are records of the archive, under this kind. */
const KINDS: Partial<Record<FacetName, string>> = {
  speaker: 'person',
  account: 'account',
  event: 'event',
  place: 'place',
  source: 'source',
};

/** What values are called, as the archive had it at `revision`. */
export interface LabelMemory {
  revision: string | null;
  labels: Map<string, string | LocalisedText | null>;
}

/** Some megabytes; past it all is forgotten and read again. */
const MOST_LABELS = 20_000;

export function labelMemory(): LabelMemory {
  return { revision: null, labels: new Map() };
}

/**
 * Adds to each facet value what people call it, in `lang` where the archive has that. Labels are remembered
 * only while the archive stands as it stood when they were read, so that a changed name shows at once:
 * `revision` is the one of now, or null while the index has yet to follow it. A value without a label is
 * its own.
 */
export async function labelFacets(
  reading: pg.Pool,
  facets: Partial<Record<FacetName, FacetCount[]>>,
  lang: string,
  memory: LabelMemory,
  revision: string | null,
): Promise<LabelledFacets> {
  const labels = await labelsOf(reading, facets, memory, revision);
  const labelled: LabelledFacets = {};
  for (const name of FACETS) {
    const counts = facets[name];
    if (!counts) continue;
    labelled[name] = counts.map(({ value, count }) => {
      const label = labels.get(keyOf(name, value)) ?? null;
      const shown = (typeof label === 'string' ? label : pickText(label, lang)?.text) ?? value;
      return { value, label: shown, count };
    });
  }
  return labelled;
}

async function labelsOf(
  reading: pg.Pool,
  facets: Partial<Record<FacetName, FacetCount[]>>,
  memory: LabelMemory,
  revision: string | null,
): Promise<LabelMemory['labels']> {
  if (revision === null || memory.labels.size > MOST_LABELS || memory.revision !== revision) {
    // A new one, since another answer may be reading from the old.
    memory.labels = new Map();
    memory.revision = revision;
  }
  const { labels } = memory;
  const wanted = LABELLED.flatMap((name) =>
    (facets[name] ?? [])
      .filter(({ value }) => !labels.has(keyOf(name, value)))
      .map(({ value }) => ({ name, value })),
  );
  if (wanted.length === 0) return labels;
  const tags = wanted.filter(({ name }) => name === 'tag').map(({ value }) => value);
  const records = wanted.filter(({ name }) => name !== 'tag');
  const { rows } = await reading.query<{ kind: string; key: string; label: string | LocalisedText }>({
    name: 'search labels',
    text: `SELECT f.kind, f.key, coalesce(f.form->'name', f.form->'label') AS label
       FROM public_form f JOIN unnest($1::text[], $2::text[]) wanted (kind, key) ON (f.kind, f.key) = (wanted.kind, wanted.key)
      WHERE f.current AND NOT f.sealed
     UNION ALL
     SELECT 'tag', slug, to_jsonb(label) FROM search.tag WHERE slug = ANY($3)`,
    values: [records.map(({ name }) => KINDS[name]!), records.map(({ value }) => value), tags],
  });
  for (const { name, value } of wanted) labels.set(keyOf(name, value), null);
  for (const { kind, key, label } of rows) labels.set(`${kind} ${key}`, label);
  return labels;
}

const LABELLED = FACETS.filter((name) => KINDS[name] || name === 'tag');

function keyOf(name: FacetName, value: string): string {
  return `${KINDS[name] ?? name} ${value}`;
}
