import { SORTS } from '@/lib/search/parameters';
import type { Asked } from './room';

/** The words, the days and the order. The filters' check boxes stand in the same form, beside the hits. */
export function SearchForm({ t, parameters }: Asked) {
  const { q, from, to, sort } = parameters;
  return (
    <search className="asking">
      <div className="search">
        <input
          type="search"
          name="q"
          defaultValue={q}
          dir="auto"
          aria-label={t('search.words')}
          maxLength={2000}
        />
        <button type="submit" className="primary">
          {t('search.submit')}
        </button>
      </div>
      <details className="more" open={from !== null || to !== null || sort !== 'relevance'}>
        <summary>{t('search.more')}</summary>
        <div className="fields">
          <label>
            {t('search.from')}
            <input name="from" defaultValue={from?.given ?? ''} dir="ltr" placeholder="2016-11" />
          </label>
          <label>
            {t('search.to')}
            <input name="to" defaultValue={to?.given ?? ''} dir="ltr" placeholder="2016-12-14" />
          </label>
          <label>
            {t('search.sort')}
            <select name="sort" defaultValue={sort}>
              {SORTS.map((one) => (
                <option key={one} value={one}>
                  {t(`search.sorts.${one}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <p className="quiet">{t('search.help')}</p>
      </details>
    </search>
  );
}
