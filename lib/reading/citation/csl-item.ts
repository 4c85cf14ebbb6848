import { dateInWords } from '@/lib/archive/date-words';
import type { FormOf, PublicDate } from '@/lib/archive/public-form';
import type { StoredForm } from '../stored-form';

/** A CSL-JSON item, as far as the archive fills it (https://docs.citationstyles.org, data schema 1.0.2). */
export interface CslItem {
  id: string;
  type: 'post' | 'motion_picture' | 'interview' | 'document' | 'speech' | 'report';
  title: string;
  author: { literal: string }[];
  issued?: CslDate;
  accessed?: CslDate;
  'container-title'?: string;
  genre: string;
  medium?: string;
  publisher: string;
  archive: string;
  archive_location: string;
  version: string;
  URL: string;
  language?: string;
  note?: string;
}
type CslDate = { 'date-parts': number[][]; circa?: boolean } | { literal: string };

const TYPES: Record<FormOf<'testimony'>['kind'], CslItem['type']> = {
  post: 'post',
  video: 'motion_picture',
  interview: 'interview',
  release: 'document',
  statement: 'speech',
  report: 'report',
};
const GENRES: Record<FormOf<'testimony'>['kind'], string> = {
  post: 'Post',
  video: 'Video',
  interview: 'Interview',
  release: 'Press release',
  statement: 'Statement',
  report: 'Report',
};
const PLATFORMS: Record<string, string> = {
  twitter: 'Twitter',
  facebook: 'Facebook',
  youtube: 'YouTube',
  telegram: 'Telegram',
  mastodon: 'Mastodon',
  bluesky: 'Bluesky',
  instagram: 'Instagram',
};

/** A platform's name as it writes itself; an unknown one as it is recorded. */
export function platformName(platform: string): string {
  return PLATFORMS[platform] ?? platform;
}

/**
 * A testimony as a CSL-JSON item. A name stays whole (`literal`): what is given and what is family in
 * a name is not ours to guess. `accessed` is the day it was read (UTC), null to leave it out.
 */
export function cslItem(
  { form, key, version }: Pick<StoredForm<'testimony'>, 'form' | 'key' | 'version'>,
  { baseUrl, accessed }: { baseUrl: string; accessed: Date | null },
): CslItem {
  const container = form.platform === null ? null : platformName(form.platform);
  const item: CslItem = {
    id: key,
    type: TYPES[form.kind],
    title: titleOf(form),
    author: [{ literal: form.speaker.name.en ?? Object.values(form.speaker.name)[0] ?? form.speaker.slug }],
    genre: GENRES[form.kind],
    publisher: 'Sawt',
    archive: 'Sawt',
    archive_location: key,
    version: String(version),
    URL: `${baseUrl}/t/${key}`,
  };
  const issued = cslDate(form.date);
  if (issued !== null) item.issued = issued;
  if (accessed !== null) item.accessed = { 'date-parts': [dateParts(accessed.toISOString())] };
  if (container !== null) item['container-title'] = container;
  if (form.lang !== 'und') item.language = form.lang;
  const source = form.sources[0];
  if (source !== undefined) {
    const name = source.title ?? source.label.en ?? Object.values(source.label)[0] ?? source.slug;
    item.note = `As quoted in: ${[source.publisher, name].filter(Boolean).join(', ')}`;
  }
  return item;
}

const WORDS_IN_A_TITLE = 20;

/**
 * A post has no title, so its first twenty words stand for one (APA 7, 10.15). Not where a warning is
 * set: whoever reads a list of works has chosen nothing. What is only reported says so.
 */
function titleOf(form: FormOf<'testimony'>): string {
  if (form.warnings.length > 0)
    return `[${GENRES[form.kind]} by ${form.speaker.name.en ?? form.speaker.slug}]`;
  const words = form.text.trim().split(/\s+/u);
  const text = words.slice(0, WORDS_IN_A_TITLE).join(' ') + (words.length > WORDS_IN_A_TITLE ? ' …' : '');
  return form.wording === 'reported' ? `[Reported: ${text}]` : text.replace(/,$/u, '');
}

/** A date that CSL can sort by where EDTF names one day, month or year; else the date in words. */
function cslDate(date: PublicDate): CslDate | null {
  if (date.edtf === null) return null;
  const plain = /^(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T[^/~?%]*)?([~?%]?)$/.exec(date.edtf);
  if (plain === null) return { literal: dateInWords(date, 'en') };
  const parts = { 'date-parts': [dateParts(plain[1] ?? '')] };
  return plain[2] === '' ? parts : { ...parts, circa: true };
}

function dateParts(iso: string): number[] {
  return iso.slice(0, 10).split('-').map(Number);
}
