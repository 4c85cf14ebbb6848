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

/**
 * Adds to each facet value what people call it, in `lang` where the archive has that: read now from the
 * public forms, so that a changed name shows at once. A value without one is its own label.
 */
export async function labelFacets(
  reading: pg.Pool,
  facets: Partial<Record<FacetName, FacetCount[]>>,
  lang: string,
): Promise<LabelledFacets> {
  const kinds = FACETS.filter((name) => KINDS[name] && facets[name]?.length);
  const { rows } = await reading.query<{ kind: string; key: string; label: string | LocalisedText }>(
    `SELECT f.kind, f.key, coalesce(f.form->'name', f.form->'label') AS label
       FROM public_form f JOIN unnest($1::text[], $2::text[]) wanted (kind, key) ON (f.kind, f.key) = (wanted.kind, wanted.key)
      WHERE f.current AND NOT f.sealed
     UNION ALL
     SELECT 'tag', slug, to_jsonb(label) FROM search.tag WHERE slug = ANY($3)`,
    [
      kinds.flatMap((name) => facets[name]!.map(() => KINDS[name]!)),
      kinds.flatMap((name) => facets[name]!.map(({ value }) => value)),
      facets.tag?.map(({ value }) => value) ?? [],
    ],
  );
  const labels = new Map(
    rows.map(({ kind, key, label }) => [
      `${kind} ${key}`,
      typeof label === 'string' ? label : pickText(label, lang)?.text,
    ]),
  );
  const labelled: LabelledFacets = {};
  for (const name of FACETS) {
    const counts = facets[name];
    if (!counts) continue;
    const kind = KINDS[name] ?? name;
    labelled[name] = counts.map((one) => ({
      ...one,
      label: labels.get(`${kind} ${one.value}`) ?? one.value,
    }));
  }
  return labelled;
}
