import { dateInWords } from '@/lib/archive/date-words';
import { pickText } from '@/lib/archive/localised';
import { cite } from './citation/cite';
import { cslItem } from './citation/csl-item';
import type { Found } from './get-testimony';

/**
 * A testimony as plain text in UTF-8: its words, who, when and where from, how to cite it read `today`.
 * A warning stands before the words, which begin after ten empty lines, so that opening is a choice here too.
 */
export function plainText(
  { testimony }: Extract<Found, { state: 'published' }>,
  baseUrl: string,
  today: Date,
): string {
  const { form, key, version } = testimony;
  const english = (text: Parameters<typeof pickText>[0]) => pickText(text, 'en')?.text ?? null;
  const facts: [string, string | null][] = [
    ['Speaker', english(form.speaker.name)],
    ['As', english(form.speaker.as)],
    ['Said', dateInWords(form.date, 'en')],
    ['How the date is known', english(form.date.why)],
    ['Where', english(form.channel) ?? english(form.account?.name) ?? form.platform],
    ['Places', form.places.map(({ name }) => english(name)).join(', ') || null],
    ['Context', english(form.context)],
    ['Source', form.sources.map((source) => source.title ?? english(source.label)).join('; ') || null],
    ['Rights', form.rights],
    ['Address', `${baseUrl}/t/${key}`],
    ['Version', String(version)],
    ['Cite', cite([cslItem(testimony, { baseUrl, accessed: today })], 'apa')],
  ];
  return [
    ...(form.warnings.length > 0 ? [`Warning: ${form.warnings.join(', ')}.`, ...Array(10).fill('')] : []),
    ...(form.wording === 'reported' ? ['Reported by the source, not quoted:'] : []),
    form.text,
    '',
    ...form.translations.flatMap(({ lang, text, machine, status }) => [
      `[${lang}, ${machine ? 'machine translation' : 'translation'}, ${status}]`,
      text,
      '',
    ]),
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`])),
    '',
  ].join('\n');
}
