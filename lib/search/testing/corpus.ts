import { computeDate } from '@/lib/archive/edtf-date';
import type { PublicTestimony } from '@/lib/archive/public-form';
import { STANCES, TESTIMONY_KINDS } from '@/lib/archive/vocabulary';
import { randomNumbers, zipf } from './random-numbers';
import { vocabulary } from './vocabulary';

/**
 * A made-up archive for tests and benchmarks: posts in Arabic and English whose words, speakers, tags
 * and dates fall as they do in life (a few very often, most of them seldom). The same `seed` and
 * `count` give the same posts on every machine. Nobody in it exists.
 */
export function* madeUpArchive(count: number, seed = 1): Generator<PublicTestimony> {
  const random = randomNumbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const words = {
    ar: vocabulary('ar', vocabularySize(count), seed),
    en: vocabulary('en', vocabularySize(count), seed),
  };
  const wordRank = { ar: zipf(words.ar.length, 1.05), en: zipf(words.en.length, 1.05) };
  const speakers = zipf(Math.min(5_000, Math.max(8, Math.round(count / 100))), 0.9);
  const [events, places, tags, sources] = [zipf(120, 1), zipf(200, 1), zipf(2_000, 1.1), zipf(150, 1)];
  const text = (lang: 'ar' | 'en') => {
    const length = 6 + Math.floor(random() * 28);
    let said = '';
    for (let at = 0; at < length; at += 1) {
      said += words[lang][wordRank[lang](random())]!;
      said += at === length - 1 || random() < 0.07 ? '. ' : ' ';
    }
    return said.trim();
  };
  const named = (kind: string, at: number) => ({ slug: `${kind}-${at}`, name: { en: `${kind} ${at}` } });
  const some = (most: number, make: () => number, kind: string) =>
    [...new Set(Array.from({ length: Math.floor(random() * (most + 1)) }, make))].map((at) =>
      named(kind, at),
    );

  for (let number = 0; number < count; number += 1) {
    const lang = random() < 0.6 ? 'ar' : 'en';
    const other = lang === 'ar' ? 'en' : 'ar';
    const speaker = speakers(random());
    const platform =
      speaker % 9 === 0
        ? null
        : pick(['twitter', 'twitter', 'twitter', 'facebook', 'facebook', 'youtube', 'telegram']);
    yield {
      form: 'testimony',
      reference: madeUpReference(number),
      kind: random() < 0.8 ? 'post' : pick(TESTIMONY_KINDS),
      stance: random() < 0.85 ? 'testimony' : pick(STANCES),
      wording: 'own',
      text: text(lang),
      lang,
      originalLang: lang,
      translations:
        random() < 0.25
          ? [{ lang: other, text: text(other), by: null, machine: true, status: 'unreviewed' }]
          : [],
      speaker: { ...named('speaker', speaker), type: 'person', as: null },
      account: platform ? { ...named('account', speaker), platform, handle: null } : null,
      platform,
      channel: null,
      url: null,
      date: madeUpDate(random),
      happened: null,
      captured: null,
      places: some(2, () => places(random()), 'place'),
      events: some(1, () => events(random()), 'event'),
      tags: some(2, () => tags(random()), 'tag').map(({ slug }) => ({ slug, label: slug })),
      sources: [
        {
          ...named('source', sources(random())),
          label: { en: 'A source' },
          title: null,
          publisher: null,
          author: null,
          locator: null,
        },
      ],
      warnings: [],
      minor: null,
      ageStated: null,
      context: random() < 0.1 ? { en: text('en') } : null,
      rights: 'Made up.',
      basis: 'consent',
      reviewedBy: 'two',
      accession: 'made-up',
      original: 'submitted-row',
    };
  }
}

/** Ten characters of Crockford base 32, spread so that their order is not the order of making. */
export function madeUpReference(number: number): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  let rest = (BigInt(number + 1) * 0x9e3779b97f4an) % (1n << 50n);
  let reference = '';
  for (let at = 0; at < 10; at += 1) {
    reference = alphabet[Number(rest & 31n)]! + reference;
    rest >>= 5n;
  }
  return reference;
}

const dates = new Map<string, PublicTestimony['date']>();

function madeUpDate(random: () => number): PublicTestimony['date'] {
  if (random() < 0.03) return { edtf: null, earliest: null, latest: null, zone: 'Asia/Damascus', why: null };
  const year = 2011 + Math.floor(random() ** 0.5 * 7);
  const month = String(1 + Math.floor(random() * 12)).padStart(2, '0');
  const day = String(1 + Math.floor(random() * 28)).padStart(2, '0');
  const kind = random();
  const edtf =
    kind < 0.8
      ? `${year}-${month}-${day}`
      : kind < 0.9
        ? `${year}-${month}-${day}~`
        : kind < 0.96
          ? `${year}-${month}`
          : kind < 0.98
            ? `${year}`
            : `[..${year}-${month}]`;
  let date = dates.get(edtf);
  if (!date) {
    const computed = computeDate(edtf);
    if (!computed.ok) throw new Error(computed.message);
    date = { ...computed.value, why: null };
    dates.set(edtf, date);
  }
  return date;
}

/** Heaps' law, roughly: a thousand times the posts use thirty times the words. */
function vocabularySize(count: number): number {
  return Math.min(150_000, Math.max(400, Math.round(150 * Math.sqrt(count))));
}
