import { dateInWords } from '@/lib/archive/date-words';
import type { FormOf } from '@/lib/archive/public-form';
import { xmlElement, xmlText } from './xml';

export interface FeedEntry {
  form: FormOf<'testimony'>;
  /** The day (UTC) on which readers got it: `2026-11-24`. */
  day: string;
}

/**
 * An Atom feed (RFC 4287) of testimonies, in the order given. `self` is the feed's whole address,
 * which is also its id. Words with a warning are not in it, only the warning and the way to them: a
 * feed reader shows what it gets.
 */
export function atomFeed(
  entries: readonly FeedEntry[],
  { self, baseUrl, title }: { self: string; baseUrl: string; title: string },
): string {
  const updated = entries.reduce((latest, { day }) => (day > latest ? day : latest), '2016-12-13');
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
${xmlElement('title', title)}
${xmlElement('id', self)}
<link rel="self" type="application/atom+xml" href="${xmlText(self)}"/>
<link rel="alternate" type="text/html" href="${xmlText(baseUrl)}/"/>
${xmlElement('updated', instant(updated))}
<author><name>Sawt</name></author>
${xmlElement('rights', 'The words are their speakers’. They are quoted here with attribution.')}
${entries.map((entry) => feedEntry(entry, baseUrl)).join('\n')}
</feed>
`;
}

function feedEntry({ form, day }: FeedEntry, baseUrl: string): string {
  const url = `${baseUrl}/t/${form.reference}`;
  const name = form.speaker.name.en ?? Object.values(form.speaker.name)[0] ?? form.speaker.slug;
  const content =
    form.warnings.length > 0
      ? `Content warning: ${form.warnings.join(', ')}. The words are on the page, behind a choice.`
      : `${form.wording === 'reported' ? 'Reported by the source, not quoted: ' : ''}${form.text}`;
  // The feed's own language is English: words of an unknown language must not inherit it.
  const lang = form.warnings.length > 0 ? null : form.lang;
  return `<entry>
${xmlElement('title', `${name}, ${dateInWords(form.date, 'en')}`)}
${xmlElement('id', url)}
<link rel="alternate" type="text/html" href="${xmlText(url)}"/>
${xmlElement('updated', instant(day))}
<author>${xmlElement('name', name)}</author>
${xmlElement('content', content, { type: 'text', 'xml:lang': lang })}
</entry>`;
}

/** Atom wants an instant. The archive tells the day alone, so that nobody learns when its people work. */
function instant(day: string): string {
  return `${day}T00:00:00Z`;
}
