import { DOT } from '@/app/_components/dot';
import { PageShell } from '@/app/_components/page-shell';
import { Text } from '@/app/_components/text';
import { dateInWords } from '@/lib/archive/date-words';
import { listSources } from '@/lib/reading/browse-sources';
import { connections } from '@/lib/web/connections';
import { localHref, pageLanguage } from '@/lib/web/languages';
import { translator } from '@/lib/web/translator';

export default async function Page({ params }: { params: Promise<{ lang: string }> }) {
  const lang = await pageLanguage(params);
  const t = translator(lang);
  const sources = await listSources(connections().reading);
  return (
    <PageShell lang={lang} path="/sources" title={t('reading.sources.title')} room="sources">
      <h1>{t('reading.sources.title')}</h1>
      <p className="lead">{t(sources.length === 0 ? 'reading.sources.empty' : 'reading.sources.lead')}</p>
      <ul className="voices">
        {sources.map(({ source: { key, form }, count }) => (
          <li key={key}>
            <a href={localHref(lang, `/sources/${key}`)}>
              <Text of={form.label} lang={lang} />
            </a>
            <p className="quiet">
              <bdi>{form.publisher ?? t('reading.testimony.publisherUnknown')}</bdi>
              {DOT}
              <bdi>{form.author ?? t('reading.testimony.authorUnknown')}</bdi>
              {DOT}
              {dateInWords(form.date, lang)}
            </p>
            <small>{t('reading.sources.count', { count })}</small>
          </li>
        ))}
      </ul>
    </PageShell>
  );
}
