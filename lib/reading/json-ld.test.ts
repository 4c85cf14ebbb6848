import { describe, expect, it } from 'vitest';
import { NAME_WITHHELD_SLUG } from '@/lib/archive/public-form';
import { testimonyJsonLd } from './json-ld';
import { SAMPLE_FORMS, sampleTestimony } from './testing/sample-archive';

/** The types that the archive uses, each with what it is a kind of, by schema.org. */
const TYPES: Record<string, string | null> = {
  Thing: null,
  CreativeWork: 'Thing',
  Article: 'CreativeWork',
  SocialMediaPosting: 'Article',
  ArchiveComponent: 'CreativeWork',
  WebPage: 'CreativeWork',
  Person: 'Thing',
  Organization: 'Thing',
  ArchiveOrganization: 'Organization',
  Place: 'Thing',
  Event: 'Thing',
};
/** The properties that it uses: the type that has each, and the types that its value may have. */
const PROPERTIES: Record<string, [domain: string, range: string[]]> = {
  name: ['Thing', ['Text']],
  url: ['Thing', ['Text']],
  identifier: ['Thing', ['Text']],
  sameAs: ['Thing', ['Text']],
  abstract: ['CreativeWork', ['Text']],
  text: ['CreativeWork', ['Text']],
  version: ['CreativeWork', ['Text']],
  inLanguage: ['CreativeWork', ['Text']],
  author: ['CreativeWork', ['Person', 'Organization']],
  publisher: ['CreativeWork', ['Person', 'Organization']],
  translator: ['CreativeWork', ['Person', 'Organization']],
  dateCreated: ['CreativeWork', ['Date']],
  sdDatePublished: ['CreativeWork', ['Date']],
  temporalCoverage: ['CreativeWork', ['Text']],
  contentLocation: ['CreativeWork', ['Place']],
  about: ['CreativeWork', ['Thing']],
  keywords: ['CreativeWork', ['Text']],
  isPartOf: ['CreativeWork', ['CreativeWork']],
  isBasedOn: ['CreativeWork', ['CreativeWork']],
  workTranslation: ['CreativeWork', ['CreativeWork']],
  contentRating: ['CreativeWork', ['Text']],
  creditText: ['CreativeWork', ['Text']],
  articleBody: ['Article', ['Text']],
  holdingArchive: ['ArchiveComponent', ['ArchiveOrganization']],
};
const DATE = /^\d{4}-\d{2}(?:-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?)?$|^\d{4}$/;

/** What a node says that schema.org does not know, each as a sentence. */
function mistakes(node: Record<string, unknown>): string[] {
  const types = [node['@type']].flat().map(String);
  const found = types.filter((type) => !(type in TYPES)).map((type) => `no type ${type}`);
  for (const [name, value] of Object.entries(node)) {
    if (name.startsWith('@')) continue;
    const property = PROPERTIES[name];
    if (property === undefined) {
      found.push(`no property ${name}`);
      continue;
    }
    const [domain, range] = property;
    if (!types.some((type) => isKindOf(type, domain))) found.push(`${types} has no ${name}`);
    for (const one of [value].flat()) found.push(...mistakesOfValue(name, one, range));
  }
  return found;
}

function mistakesOfValue(name: string, value: unknown, range: readonly string[]): string[] {
  if (typeof value === 'string') {
    if (range.includes('Date') && !DATE.test(value)) return [`${name} is no date: ${value}`];
    return range.includes('Text') || range.includes('Date') ? [] : [`${name} is no text`];
  }
  const node = value as Record<string, unknown>;
  // A text with its language (JSON-LD 1.1, 4.2.4).
  if ('@value' in node) return range.includes('Text') && '@language' in node ? [] : [`${name} is no text`];
  const types = [node['@type']].flat().map(String);
  const fits = types.some((type) => range.some((wanted) => isKindOf(type, wanted)));
  return [...(fits ? [] : [`${name} is no ${types}`]), ...mistakes(node)];
}

function isKindOf(type: string, wanted: string): boolean {
  for (let at: string | null = type; at !== null; at = TYPES[at] ?? null) if (at === wanted) return true;
  return false;
}

const stored = (form: ReturnType<typeof sampleTestimony>) =>
  testimonyJsonLd(
    { form, key: form.reference, version: 1, createdAt: new Date('2026-11-24') },
    'https://archive.example',
  );

describe('linked data', () => {
  it('uses the terms of schema.org alone, each where it belongs and with a value that it may have', () => {
    const forms = SAMPLE_FORMS.flatMap((form) => (form.form === 'testimony' ? [form] : []));
    expect(forms.length).toBeGreaterThan(3);
    for (const form of forms) expect(mistakes(stored(form)), form.reference).toEqual([]);
  });

  it('does not make one person of all whose names are withheld', () => {
    const form = sampleTestimony({ reference: 'q1q1q1q1q1', text: 'words' });
    expect(stored(form).author).toHaveProperty('@id', 'https://archive.example/people/lina-shamy');
    const withheld = { ...form.speaker, slug: NAME_WITHHELD_SLUG, name: { en: 'Name withheld' } };
    expect(stored({ ...form, speaker: withheld }).author).not.toHaveProperty('@id');
  });

  it('is found wanting by the same judge when a term is misplaced', () => {
    const node = stored(sampleTestimony({ reference: 'q1q1q1q1q1', text: 'words', kind: 'video' }));
    expect(mistakes({ ...node, '@type': 'Person' })).toContain('Person has no text');
    expect(mistakes({ ...node, spokenBy: 'x' })).toEqual(['no property spokenBy']);
    expect(mistakes({ ...node, dateCreated: 'one day' })).toEqual(['dateCreated is no date: one day']);
  });
});
