import { dateInWords } from '@/lib/archive/date-words';
import type { FormOf } from '@/lib/archive/public-form';
import type { StoredForm } from '../stored-form';
import { cslItem } from './csl-item';

/**
 * What kind of item a record is to a citation manager, and in which field that kind keeps who speaks:
 * for recordings and interviews Zotero knows no author, and would take the speaker from nowhere else.
 */
const ITEM_TYPES: Record<FormOf<'testimony'>['kind'], { type: string; speaker: string }> = {
  post: { type: 'forumPost', speaker: 'dc.creator' },
  video: { type: 'videoRecording', speaker: 'z:castMembers' },
  interview: { type: 'interview', speaker: 'z:interviewees' },
  release: { type: 'document', speaker: 'dc.creator' },
  statement: { type: 'document', speaker: 'dc.creator' },
  report: { type: 'report', speaker: 'dc.creator' },
};
const PLAIN_DATE = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;

/**
 * The names and contents of `<meta>` that tell a citation manager's page reader (Zotero's Embedded
 * Metadata) what a testimony's page holds: unqualified Dublin Core, and Zotero's own terms for what that
 * has no word for. No `citation_…`: with `citation_title` a record would pass for a journal's article.
 * A date that is no plain day, month or year is said in words, so that nobody gets it as if it were known.
 */
export function embeddedMetadata(
  testimony: Pick<StoredForm<'testimony'>, 'form' | 'key' | 'version'>,
  baseUrl: string,
): [name: string, content: string][] {
  const { form, key, version } = testimony;
  const item = cslItem(testimony, { baseUrl, accessed: null });
  const { type, speaker } = ITEM_TYPES[form.kind];
  const date = form.date.edtf;
  return [
    ['z:itemType', type],
    ['dc.title', item.title],
    [speaker, item.author[0]?.literal ?? ''],
    ...(date === null
      ? []
      : [['dc.date', PLAIN_DATE.test(date) ? date : dateInWords(form.date, 'en')] as [string, string]]),
    ['dc.source', item['container-title'] ?? 'Sawt'],
    ['dc.identifier', item.URL],
    ...(item.language === undefined ? [] : [['dc.language', item.language] as [string, string]]),
    ['dc.rights', form.rights],
    ['z:extra', `Sawt ${key}, version ${version}`],
  ];
}
