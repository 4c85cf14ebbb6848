import { publicUrl } from '@/lib/env';
import { embeddedMetadata } from '@/lib/reading/citation/embedded-metadata';
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
 * it, and what a citation manager reads. Words with a warning never leave the page this way: nobody chose them.
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
  const said = form.warnings.length > 0 ? null : form.text.slice(0, 280);
  return (
    <>
      {said === null ? null : <meta name="description" content={said} />}
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content="Sawt" />
      <meta property="og:title" content={title} />
      {said === null ? null : <meta property="og:description" content={said} />}
      <meta property="og:url" content={publicUrl() + localHref(lang, `/t/${key}`)} />
      {embeddedMetadata(testimony, publicUrl()).map(([name, content]) => (
        <meta key={name} name={name} content={content} />
      ))}
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
