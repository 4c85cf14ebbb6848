import { Fragment, type ReactNode } from 'react';
import { dateInWords } from '@/lib/archive/date-words';
import { FACETS } from '@/lib/search/facets';
import { isFiltered, searchHref } from './address';
import { facetLabel } from './facet-label';
import type { Answered } from './room';

/** How many there are, what was searched for, what was corrected or left out, and what limits it. */
export function Understanding({ lang, t, parameters, answer }: Answered) {
  const { understood, total, totalIsExact, notice } = answer;
  const { words, phrases, without, dropped, corrected } = understood;
  const list = (values: readonly string[], quote = false) => (
    <Listed values={values} quote={quote} lang={lang} />
  );
  return (
    <div className="understanding" role="status">
      <p className="total">{t(totalIsExact ? 'search.total' : 'search.totalAbout', { total })}</p>
      {words.length + phrases.length + without.length > 0 ? (
        <p className="quiet">
          {words.length > 0 ? t.rich('search.forWords', { words: () => list(words) }) : null}
          {phrases.length > 0 ? t.rich('search.forPhrases', { words: () => list(phrases, true) }) : null}
          {without.length > 0 ? t.rich('search.without', { words: () => list(without) }) : null}
        </p>
      ) : null}
      {dropped.length > 0 ? <p>{t.rich('search.dropped', { words: () => list(dropped) })}</p> : null}
      {corrected.map(({ from, to }) => (
        <p key={from}>
          {t.rich('search.corrected', { from: () => list([from]), to: () => list(to) })}{' '}
          <a href={searchHref(lang, parameters, { q: exactly(parameters.q, from) })}>{t('search.exactly')}</a>
        </p>
      ))}
      {notice ? <p className="notice">{t('search.chosenAway')}</p> : null}
      {isFiltered(parameters) ? <Limits {...{ lang, t, parameters, answer }} /> : null}
      {total === 0 ? <NothingFound {...{ lang, t, parameters, answer }} /> : null}
    </div>
  );
}

function Limits({ lang, t, parameters, answer }: Answered) {
  const { from, to, filters } = parameters;
  const without = (label: ReactNode, href: string, key: string) => (
    <li key={key}>
      <a href={href}>
        {label} <span aria-hidden="true">×</span>
        <span className="visually-hidden">{t('search.remove')}</span>
      </a>
    </li>
  );
  return (
    <ul className="limits" aria-label={t('search.limits')}>
      {FACETS.flatMap((name) =>
        (filters[name] ?? []).map((value) =>
          without(
            `${t(`search.facets.${name}`)}: ${facetLabel(name, value, answer, { lang, t })}`,
            searchHref(lang, parameters, { remove: [name, value] }),
            `${name} ${value}`,
          ),
        ),
      )}
      {from || to
        ? without(
            <bdi>{daysInWords(from?.given, to?.given, { lang, t })}</bdi>,
            searchHref(lang, parameters, { range: null }),
            'days',
          )
        : null}
    </ul>
  );
}

/** "December 2016", or from when to when; what is no plain day, month or year stands as it was given. */
function daysInWords(
  from: string | undefined,
  to: string | undefined,
  { lang, t }: Pick<Answered, 'lang' | 't'>,
): string {
  const words = (given: string | undefined) => {
    if (given === undefined) return '…';
    return /^\d{4}(-\d{2}){0,2}$/.test(given) ? dateInWords({ edtf: given }, lang) : given;
  };
  return from === to ? words(from) : t('search.days', { from: words(from), to: words(to) });
}

function NothingFound({ lang, t, parameters }: Answered) {
  const unquoted = parameters.q
    .replace(/["“”„‟«»‹›]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return (
    <ul className="ways-on">
      {isFiltered(parameters) ? (
        <li>
          <a href={searchHref(lang, parameters, { noFilters: true })}>{t('search.tryUnlimited')}</a>
        </li>
      ) : null}
      {unquoted !== parameters.q.trim() ? (
        <li>
          <a href={searchHref(lang, parameters, { q: unquoted })}>{t('search.tryUnquoted')}</a>
        </li>
      ) : null}
      <li>
        <a href={lang === 'ar' ? '/ar/search' : '/search'}>{t('search.tryAll')}</a>
      </li>
      <li>
        <a href={lang === 'ar' ? '/ar/people' : '/people'}>{t('search.tryPeople')}</a>
      </li>
    </ul>
  );
}

/** Words as the reader wrote them, each apart from the sentence that it stands in. */
function Listed({ values, quote, lang }: { values: readonly string[]; quote: boolean; lang: string }) {
  return values.map((value, at) => (
    <Fragment key={value}>
      {at > 0 ? (lang === 'ar' ? '، ' : ', ') : null}
      {quote ? (
        <q>
          <bdi>{value}</bdi>
        </q>
      ) : (
        <b>
          <bdi>{value}</bdi>
        </b>
      )}
    </Fragment>
  ));
}

/** The query with one of its words in quotation marks, where it is searched as it stands. */
function exactly(q: string, word: string): string {
  const at = q.indexOf(word);
  return at === -1 ? `"${word}"` : `${q.slice(0, at)}"${word}"${q.slice(at + word.length)}`;
}
