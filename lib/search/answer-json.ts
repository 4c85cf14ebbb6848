import { pickText } from '@/lib/archive/localised';
import type { FoundItem, SearchAnswer } from './search-testimonies';

/** The answer of `GET /api/v1/testimonies` (docs/interfaces.md). `base` is the archive's public address. */
export function answerJson(answer: SearchAnswer, base: string) {
  const { items, notice, ...rest } = answer;
  return { ...rest, ...(notice ? { notice } : {}), items: items.map((item) => itemJson(item, base)) };
}

function itemJson({ form, matched, highlights }: FoundItem, base: string) {
  const { account, date } = form;
  return {
    reference: form.reference,
    url: `${base}/t/${form.reference}`,
    kind: form.kind,
    stance: form.stance,
    wording: form.wording,
    speaker: { slug: form.speaker.slug, name: form.speaker.name },
    account: account && {
      slug: account.slug,
      platform: account.platform,
      name: pickText(account.name, 'en')?.text ?? account.slug,
    },
    platform: form.platform,
    text: form.text,
    lang: form.lang,
    translations: form.translations.map(({ lang, text, by, machine }) => ({ lang, text, by, machine })),
    date: { edtf: date.edtf, earliest: date.earliest, latest: date.latest },
    places: form.places,
    events: form.events,
    tags: form.tags,
    sources: form.sources,
    warnings: form.warnings,
    matched,
    highlights,
  };
}
