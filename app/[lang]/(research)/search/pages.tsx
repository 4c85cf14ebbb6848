import { queryOf, searchHref } from './address';
import type { Answered } from './room';

/** The pages of the findings, and the same findings for machines. */
export function Pages({ lang, t, parameters, answer }: Answered) {
  const last = Math.ceil(answer.total / answer.perPage);
  const query = queryOf(parameters);
  const link = (page: number, rel: 'prev' | 'next', label: string) => (
    <a href={searchHref(lang, parameters, { page })} rel={rel}>
      {label}
    </a>
  );
  return (
    <>
      {last > 1 ? (
        <nav className="pages" aria-label={t('search.pages')}>
          {answer.page > 1 ? link(answer.page - 1, 'prev', t('search.previous')) : null}
          <span>{t('search.pageOf', { page: answer.page, last })}</span>
          {answer.page < last ? link(answer.page + 1, 'next', t('search.next')) : null}
        </nav>
      ) : null}
      {answer.total > 0 ? (
        <p className="quiet files">
          {t('search.takeAway')}{' '}
          <a href={`/api/v1/export${query === '' ? '?' : `${query}&`}format=csv`}>CSV</a>
          <a href={`/api/v1/export${query === '' ? '?' : `${query}&`}format=jsonl`}>JSONL</a>
          <a href={`/api/v1/testimonies${query}`}>JSON</a>
          <a href={`/feed.atom${query}`}>Atom</a>
        </p>
      ) : null}
    </>
  );
}
