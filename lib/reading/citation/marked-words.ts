import { dateInWords } from '@/lib/archive/date-words';
import type { StoredForm } from '../stored-form';
import { cslItem } from './csl-item';

/**
 * What stands after words that a reader marked and copied: who, when, which version, and that version's own
 * address, to which the page adds the text fragment that finds the words again. The record's own address
 * would lead to other words as soon as it is corrected.
 */
export function markedWordsSource(testimony: StoredForm<'testimony'>, baseUrl: string): string {
  const { key, form, version, digest } = testimony;
  const name = cslItem(testimony, { baseUrl, accessed: null }).author[0]?.literal ?? '';
  return `(${name}, ${dateInWords(form.date, 'en')}. Sawt ${key}, version ${version}.) ${baseUrl}/t/${key}/v/${digest}`;
}
