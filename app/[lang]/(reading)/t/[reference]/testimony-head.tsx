import { publicUrl } from '@/lib/env';
import { cslItem } from '@/lib/reading/citation/csl-item';
import type { Testimony } from '@/lib/reading/get-testimony';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';

const SHAPES = [
  ['json', 'application/json'],
  ['jsonld', 'application/ld+json'],
  ['txt', 'text/plain'],
  ['bib', 'application/x-bibtex'],
  ['ris', 'application/x-research-info-systems'],
  ['csl.json', 'application/vnd.citationstyles.csl+json'],
] as const;

/**
 * What the head of a testimony's page tells programs: its other shapes, a card for those who share
 * it, and Zotero's item type. Words with a warning never leave the page this way: nobody chose them.
 */
export function TestimonyHead({
  testimony,
  title,
  lang,
}: {
  testimony: Testimony;
  title: string;
  lang: InterfaceLanguage;
}) {
  const { form, key } = testimony;
  const item = cslItem(testimony, { baseUrl: publicUrl(), accessed: null });
  const said = form.warnings.length > 0 ? null : form.text.slice(0, 280);
  return (
    <>
      {said === null ? null : <meta name="description" content={said} />}
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content="Sawt" />
      <meta property="og:title" content={title} />
      {said === null ? null : <meta property="og:description" content={said} />}
      <meta property="og:url" content={publicUrl() + localHref(lang, `/t/${key}`)} />
      <meta property="z:itemType" content={form.kind === 'video' ? 'videoRecording' : 'forumPost'} />
      <meta name="dc.title" content={item.title} />
      <meta name="dc.creator" content={item.author[0]?.literal ?? ''} />
      {form.date.edtf === null ? null : <meta name="dc.date" content={form.date.edtf.slice(0, 10)} />}
      <meta name="dc.identifier" content={item.URL} />
      <link
        rel="alternate"
        type="application/json+oembed"
        href={`${publicUrl()}/oembed?url=${encodeURIComponent(publicUrl() + localHref(lang, `/t/${key}`))}`}
        title={title}
      />
      {form.url === null ? null : <link rel="original" href={form.url} />}
      {SHAPES.map(([shape, type]) => (
        <link key={shape} rel="alternate" type={type} href={`/t/${key}.${shape}`} />
      ))}
    </>
  );
}
