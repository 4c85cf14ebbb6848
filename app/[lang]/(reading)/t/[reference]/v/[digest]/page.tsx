import { NotFoundHere } from '@/app/_components/not-found-here';
import { PageShell } from '@/app/_components/page-shell';
import { Row } from '@/app/_components/row';
import { dateInWords } from '@/lib/archive/date-words';
import { readReference } from '@/lib/archive/reference';
import { publicUrl } from '@/lib/env';
import { markedWordsSource } from '@/lib/reading/citation/marked-words';
import { readVersion } from '@/lib/reading/find-forms';
import { readTombstone } from '@/lib/reading/get-testimony';
import { connections } from '@/lib/web/connections';
import { localHref, pageLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';
import { EventsRow } from '../../events-row';
import { GonePage } from '../../gone-page';
import { WhatWasSaid } from '../../what-was-said';
import { SourceRow } from '../../where-when-source';

/**
 * One version of a testimony under its digest, as it was: what a citation of it leads to. It stays when
 * another version replaces it, and goes when the testimony does, or when something in it is taken out.
 */
export default async function Page({
  params,
}: {
  params: Promise<{ lang: string; reference: string; digest: string }>;
}) {
  const lang = await pageLanguage(params);
  const { reference: typed, digest } = await params;
  const reference = readReference(typed);
  if (reference !== typed || !/^[0-9a-f]{64}$/.test(digest)) return <NotFoundHere lang={lang} />;
  const t = translator(lang);
  const db = connections().reading;
  const found = await readVersion(db, reference, digest);
  const now = <a href={localHref(lang, `/t/${reference}`)}>{t('reading.testimony.asItIsNow')}</a>;
  if (found === null) {
    const gone = await readTombstone(db, reference);
    if (gone !== null) return <GonePage reference={reference} gone={gone} lang={lang} />;
    return (
      <PageShell lang={lang} path={`/t/${reference}`} title={t('frame.notFound.title')} status={404}>
        <h1>{t('frame.notFound.title')}</h1>
        <p>{t('reading.testimony.noSuchVersion')}</p>
        <p>{now}</p>
      </PageShell>
    );
  }
  const { form, version, createdAt, current } = found;
  const day = dateInWords({ edtf: createdAt.toISOString().slice(0, 10) }, lang);
  const notice = t(`reading.testimony.${current ? 'thisVersion' : 'olderVersion'}`, { version, day });
  return (
    <PageShell
      lang={lang}
      path={`/t/${reference}/v/${digest}`}
      title={notice}
      className="testimony"
      // A search engine should lead to the record as it is now.
      head={<meta name="robots" content="noindex" />}
    >
      <article>
        <p className="notice" role="note">
          {notice} {now}
        </p>
        <WhatWasSaid form={form} lang={lang} t={t} />
        <EventsRow form={form} lang={lang} t={t} />
        <SourceRow form={form} lang={lang} t={t} />
        <Row name={t('reading.testimony.digest')}>
          {/* public/reading.js finds here what it adds to marked words. */}
          <p
            data-cite={markedWordsSource(found, publicUrl())}
            data-copied={t('reading.testimony.copied')}
            data-selection={t('reading.testimony.copySelection')}
          >
            <code dir="ltr">{digest}</code>
          </p>
        </Row>
      </article>
      <script src="/reading.js" defer />
    </PageShell>
  );
}
