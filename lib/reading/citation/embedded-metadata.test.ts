import { describe, expect, it } from 'vitest';
import { SAMPLE_FORMS, sampleDate, sampleTestimony } from '../testing/sample-archive';
import { embeddedMetadata } from './embedded-metadata';

const BASE = 'https://sawt.example';
type Form = ReturnType<typeof sampleTestimony>;
const tagsOf = (form: Form) => embeddedMetadata({ form, key: form.reference, version: 2 }, BASE);

// Which of an item's creators Zotero's page reader looks for, by the item's type: authors in Dublin Core,
// the others in terms of its own that are named after them, in the plural.
const CREATORS: Record<string, string[]> = {
  forumPost: ['author'],
  document: ['author'],
  report: ['author'],
  webpage: ['author'],
  journalArticle: ['author'],
  interview: ['interviewee', 'interviewer'],
  videoRecording: ['director', 'castMember', 'producer', 'scriptwriter'],
};

interface Item {
  itemType: string;
  title: string | undefined;
  creators: [type: string, name: string][];
  date: string | undefined;
  publicationTitle: string | undefined;
  language: string | undefined;
  rights: string | undefined;
  extra: string | undefined;
}

/**
 * A model of how Zotero's page reader (its translators “Embedded Metadata” and “RDF”) goes about such
 * tags: a name is split at its first `.`, `:` or `_` into a vocabulary and a term; an item's type is its own
 * term's, else a web page's by og:type; any citation_title makes a journal's article of what has no type.
 */
function asZotero(tags: [string, string][]): Item {
  const terms = new Map<string, string[]>();
  for (const [name, content] of tags) {
    const at = name.search(/[.:_]/);
    const term = `${name.slice(0, at).toLowerCase()}:${name.charAt(at + 1).toLowerCase()}${name.slice(at + 2)}`;
    terms.set(term, [...(terms.get(term) ?? []), content]);
  }
  const first = (...names: string[]) =>
    names.map((name) => terms.get(name)?.[0]).find((one) => one !== undefined);
  const guess = terms.has('citation:title') ? 'journalArticle' : 'webpage';
  const itemType = first('z:itemType', 'z:type') ?? guess;
  const creators = (CREATORS[itemType] ?? []).flatMap((type) =>
    (terms.get(type === 'author' ? 'dc:creator' : `z:${type}s`) ?? []).map((name): [string, string] => [
      type,
      name,
    ]),
  );
  return {
    itemType,
    title: first('dc:title', 'og:title'),
    creators,
    date: first('dc:date'),
    publicationTitle: first('dc:source', 'og:site_name'),
    language: first('dc:language'),
    rights: first('dc:rights'),
    extra: first('z:extra'),
  };
}

const post = sampleTestimony({
  reference: 'q1q1q1q1q1',
  text: 'Assad & Iranians broke the ceasefire.',
  platform: 'twitter',
  date: sampleDate('2016-12-13'),
});

describe('a citation manager that reads a page', () => {
  it('gets a post as a post: who, when, where, in what language, which version', () => {
    expect(asZotero(tagsOf(post))).toEqual({
      itemType: 'forumPost',
      title: 'Assad & Iranians broke the ceasefire.',
      creators: [['author', 'Lina Shamy']],
      date: '2016-12-13',
      publicationTitle: 'Twitter',
      language: 'en',
      rights: 'The words are their speaker’s.',
      extra: 'Sawt q1q1q1q1q1, version 2',
    });
  });

  it.each([
    ['video', 'videoRecording', 'castMember'],
    ['interview', 'interview', 'interviewee'],
    ['release', 'document', 'author'],
    ['statement', 'document', 'author'],
    ['report', 'report', 'author'],
  ] as const)('gets a %s as a %s, and who speaks as its %s', (kind, itemType, creator) => {
    const read = asZotero(tagsOf({ ...post, kind }));
    expect([read.itemType, read.creators]).toEqual([itemType, [[creator, 'Lina Shamy']]]);
  });

  it.each([
    ['2016-12', '2016-12'],
    ['2016-12-14~', 'about 14 December 2016'],
    ['2016-12-13/2016-12-15', 'from 13 December 2016 to 15 December 2016'],
  ])('is told of %s what is known of it: %s', (edtf, told) => {
    const date = asZotero(tagsOf({ ...post, date: sampleDate(edtf) })).date;
    expect(date).toBe(told);
  });

  it('gets no date where there is none, and no words that have a warning', () => {
    const silent = tagsOf({ ...post, date: sampleDate(null), warnings: ['death'] });
    expect(asZotero(silent)).toMatchObject({ date: undefined, title: '[Post by Lina Shamy]' });
    expect(JSON.stringify(silent)).not.toContain('ceasefire');
  });

  it('never takes a record for a journal’s article', () => {
    for (const form of SAMPLE_FORMS) {
      if (form.form !== 'testimony') continue;
      const tags = tagsOf(form);
      expect(tags.filter(([name]) => name.startsWith('citation_'))).toEqual([]);
      expect(asZotero(tags).creators, form.reference).toHaveLength(1);
      expect(tags.filter(([, content]) => content === '')).toEqual([]);
    }
    expect(asZotero([['citation_title', 'x']]).itemType).toBe('journalArticle');
  });
});
