import { PageShell } from '@/app/_components/page-shell';
import '@/app/forms.css';
import './search.css';
import { searchTestimonies } from '@/lib/search/search-testimonies';
import { pageLanguage } from '@/lib/web/languages';
import { searchHouse } from '@/lib/web/search-house';
import { translator } from '@/lib/web/translator';
import { queryOf, readAddress } from './address';
import { Facets, ToFacets } from './facets';
import { Histogram } from './histogram';
import { Hits } from './hits';
import { Pages } from './pages';
import { SearchForm } from './search-form';
import { Understanding } from './understanding';

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ lang: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const lang = await pageLanguage(params);
  const t = translator(lang);
  const { parameters, refused } = readAddress(await searchParams);
  const found = await searchTestimonies(parameters, searchHouse(), lang);
  const words = parameters.q.trim();
  const title = words === '' ? t('search.title') : t('search.titleFor', { words });
  const path = `/search${queryOf(parameters, { page: parameters.page })}`;
  const room = { lang, t, parameters };
  return (
    <PageShell
      lang={lang}
      path={path}
      title={title}
      room="search"
      className="search-page"
      head={<meta name="robots" content="noindex, follow" />}
    >
      <h1>{t('search.title')}</h1>
      <form action={lang === 'ar' ? '/ar/search' : '/search'} method="get" data-search>
        <SearchForm {...room} />
        <div data-answer>
          {refused.length > 0 ? (
            <div className="notice refusal" role="status">
              <p>{t('search.refused')}</p>
              <ul lang="en" dir="ltr">
                {refused.map((message) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            </div>
          ) : null}
          {found.ok ? (
            <div className="findings">
              <div>
                <Understanding {...room} answer={found.value} />
                <ToFacets {...room} answer={found.value} />
                <Histogram {...room} answer={found.value} />
                <Hits {...room} answer={found.value} />
                <Pages {...room} answer={found.value} />
              </div>
              <Facets {...room} answer={found.value} />
            </div>
          ) : (
            <p className="notice" role="status">
              {t(found.reason === 'search-too-slow' ? 'search.tooSlow' : 'search.away')}
            </p>
          )}
        </div>
      </form>
      <script src="/search.js" defer />
    </PageShell>
  );
}
