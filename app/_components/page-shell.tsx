import type { ReactNode } from 'react';
import { publicUrl } from '@/lib/env';
import { type InterfaceLanguage, localHref } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';
import { SiteFooter } from './site-footer';
import { type Room, SiteHeader } from './site-header';

/**
 * One page: head, main, foot, and what belongs into <head> (React moves it there). Every page that
 * people see is one of these.
 */
export function PageShell({
  lang,
  path,
  title,
  description,
  room,
  status,
  head,
  picture,
  className,
  children,
}: {
  lang: InterfaceLanguage;
  /** The page's address in English; its other languages follow from it. */
  path: string;
  title: string;
  description?: string | undefined;
  room?: Room | undefined;
  /** What the page server answers with where this is no ordinary page (lib/web/server/read-status.ts). */
  status?: 404 | 410 | undefined;
  head?: ReactNode;
  /** The path of the picture shown where this page is shared; absent: the archive's own. */
  picture?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  const t = translator(lang);
  const fullTitle =
    path === '/' && status === undefined ? `${t('frame.name')} · ${title}` : `${title} · ${t('frame.name')}`;
  return (
    <>
      <title>{fullTitle}</title>
      {description === undefined ? null : <meta name="description" content={description} />}
      {status === undefined ? (
        <>
          <link rel="canonical" href={publicUrl() + localHref(lang, path)} />
          <link rel="alternate" hrefLang="en" href={publicUrl() + path} />
          <link rel="alternate" hrefLang="ar" href={publicUrl() + localHref('ar', path)} />
          <meta property="og:image" content={publicUrl() + (picture ?? `/share/${lang}.png`)} />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      ) : (
        <>
          <meta name="sawt-status" content={String(status)} />
          <meta name="robots" content="noindex" />
        </>
      )}
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="alternate" type="application/atom+xml" href="/feed.atom" title={t('frame.name')} />
      <link rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml" title="Sawt" />
      {head}
      <SiteHeader lang={lang} path={path} room={room} t={t} />
      <main id="text" className={className}>
        {children}
      </main>
      <SiteFooter lang={lang} t={t} />
    </>
  );
}
