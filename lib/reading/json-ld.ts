import { type FormOf, NAME_WITHHELD_SLUG, type PublicDate } from '@/lib/archive/public-form';
import { platformName } from './citation/csl-item';
import type { StoredForm } from './stored-form';

type Node = Record<string, unknown>;

const POSTS = new Set<FormOf<'testimony'>['kind']>(['post']);

/**
 * A testimony as schema.org linked data (https://schema.org): the record as an ArchiveComponent, and,
 * where it is a post, as the SocialMediaPosting that it is. What is unknown is left out; so are the words where `words` is false.
 */
export function testimonyJsonLd(
  { form, key, version, createdAt }: Pick<StoredForm<'testimony'>, 'form' | 'key' | 'version' | 'createdAt'>,
  baseUrl: string,
  { words = true } = {},
): Node {
  const url = `${baseUrl}/t/${key}`;
  const posted = POSTS.has(form.kind);
  return withoutUnknown({
    '@context': 'https://schema.org',
    '@type': posted ? ['SocialMediaPosting', 'ArchiveComponent'] : ['CreativeWork', 'ArchiveComponent'],
    '@id': url,
    url,
    identifier: key,
    version: String(version),
    [form.wording === 'reported' ? 'abstract' : posted ? 'articleBody' : 'text']: words ? form.text : null,
    sameAs: form.url,
    inLanguage: form.lang === 'und' ? null : form.lang,
    author: withoutUnknown({
      '@type': form.speaker.type === 'organisation' ? 'Organization' : 'Person',
      // Whose name is withheld has no page: the same address for all of them would make them one person.
      '@id': form.speaker.slug === NAME_WITHHELD_SLUG ? null : `${baseUrl}/people/${form.speaker.slug}`,
      name: languages(form.speaker.name),
    }),
    dateCreated: isoDate(form.date),
    temporalCoverage: interval(form.happened ?? form.date),
    sdDatePublished: createdAt.toISOString().slice(0, 10),
    contentLocation: form.places.map((place) => ({ '@type': 'Place', name: languages(place.name) })),
    about: form.events.map((event) => ({
      '@type': 'Event',
      '@id': `${baseUrl}/events/${event.slug}`,
      name: languages(event.name),
    })),
    keywords: form.tags.map(({ label }) => label),
    isPartOf:
      form.account === null
        ? null
        : {
            '@type': 'WebPage',
            name: languages(form.account.name),
            publisher: { '@type': 'Organization', name: platformName(form.account.platform) },
          },
    isBasedOn: form.sources.map((source) =>
      withoutUnknown({
        '@type': 'CreativeWork',
        '@id': `${baseUrl}/sources/${source.slug}`,
        name: source.title ?? languages(source.label),
        publisher: source.publisher === null ? null : { '@type': 'Organization', name: source.publisher },
        author: source.author === null ? null : { '@type': 'Person', name: source.author },
      }),
    ),
    workTranslation: (words ? form.translations : []).map((translation) =>
      withoutUnknown({
        '@type': 'CreativeWork',
        inLanguage: translation.lang,
        text: translation.text,
        translator: translation.by === null ? null : { '@type': 'Person', name: translation.by },
        creditText: translation.machine ? `Machine translation, ${translation.status}` : null,
      }),
    ),
    contentRating: form.warnings.map((warning) => `Content warning: ${warning}`),
    creditText: form.rights,
    holdingArchive: { '@type': 'ArchiveOrganization', name: 'Sawt', url: baseUrl },
  });
}

function languages(name: Record<string, string>): unknown {
  const values = Object.entries(name).map(([lang, value]) => ({ '@language': lang, '@value': value }));
  return values.length === 1 ? values[0]?.['@value'] : values;
}

/** schema.org dates are ISO 8601: only a date that EDTF shares with it, without a doubt, is one. */
function isoDate(date: PublicDate): string | null {
  return date.edtf !== null && /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d.*)?)?)?$/.test(date.edtf)
    ? date.edtf
    : null;
}

/** An uncertain date is an interval, open ends written `..` as schema.org has it. */
function interval({ earliest, latest }: PublicDate): string | null {
  if (earliest === null && latest === null) return null;
  return `${earliest ?? '..'}/${latest ?? '..'}`;
}

function withoutUnknown(node: Node): Node {
  return Object.fromEntries(
    Object.entries(node).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
