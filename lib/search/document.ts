import type { PublicTestimony } from '@/lib/archive/public-form';
import { FACETS, type FacetName } from './facets';

/** The texts of a record, in the order in which a match counts. */
export const FIELDS = ['text', 'translation', 'context'] as const;
export type Field = (typeof FIELDS)[number];

/** What an engine is given of a record: made from its public form alone, so that nothing private can be in it. */
export interface SearchDocument {
  reference: string;
  /** The archive's revision at which this form became current, and the form's digest: for the reconciler. */
  revision: bigint;
  digest: string;
  texts: { field: Field; lang: string; text: string }[];
  facets: Record<FacetName, string[]>;
  /** What a tag is called; the other facets have records of their own. */
  tagLabels: Record<string, string>;
  /** Bounds of the date in UTC; null is unbounded, and both null is undated. */
  earliest: Date | null;
  latest: Date | null;
}

/** Makes the search document of a public form. */
export function searchDocument(
  form: PublicTestimony,
  { revision, digest }: { revision: bigint; digest: string },
): SearchDocument {
  const facets = Object.fromEntries(FACETS.map((name) => [name, [...new Set(facetValues(form, name))]]));
  return {
    reference: form.reference,
    revision,
    digest,
    texts: textsOf(form),
    facets: facets as Record<FacetName, string[]>,
    tagLabels: Object.fromEntries(form.tags.map((tag) => [tag.slug, tag.label])),
    earliest: instant(form.date.earliest),
    latest: instant(form.date.latest),
  };
}

/** The texts of a form that are searched, in their order. */
export function textsOf(form: PublicTestimony): SearchDocument['texts'] {
  return [
    { field: 'text', lang: form.lang, text: form.text },
    ...form.translations.map(({ lang, text }) => ({ field: 'translation' as const, lang, text })),
    ...Object.entries(form.context ?? {}).map(([lang, text]) => ({ field: 'context' as const, lang, text })),
  ];
}

function facetValues(form: PublicTestimony, name: FacetName): string[] {
  switch (name) {
    case 'speaker':
      return [form.speaker.slug];
    case 'account':
      return form.account ? [form.account.slug] : [];
    case 'platform':
      return form.platform ? [form.platform] : [];
    case 'kind':
      return [form.kind];
    case 'stance':
      return [form.stance];
    case 'lang':
      return [form.lang];
    case 'event':
      return form.events.map((event) => event.slug);
    case 'place':
      return form.places.map((place) => place.slug);
    case 'tag':
      return form.tags.map((tag) => tag.slug);
    case 'source':
      return form.sources.map((source) => source.slug);
  }
}

function instant(iso: string | null): Date | null {
  return iso === null ? null : new Date(iso);
}
