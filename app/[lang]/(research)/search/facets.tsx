import { FACETS, type FacetName } from '@/lib/search/facets';
import { formattingLocale } from '@/lib/web/languages';
import { searchHref } from './address';
import { facetLabel } from './facet-label';
import type { Answered } from './room';

/** More values than this stand behind a choice. */
const SHOWN = 8;
type Value = { value: string; count: number };

/** What the findings are made of: each value a link that narrows at once, and a check box to choose several. */
export function Facets({ lang, t, parameters, answer }: Answered) {
  const offered = offeredFacets({ parameters, answer });
  // With nothing to choose there is nothing to apply.
  if (offered.length === 0) return null;
  return (
    <aside id="narrow" className="facets" aria-label={t('search.narrow')}>
      {offered.map(({ name, values }) => {
        const items = values.map((value) => (
          <FacetValue key={value.value} {...{ lang, t, parameters, answer, name }} of={value} />
        ));
        return (
          <fieldset key={name}>
            <legend>{t(`search.facets.${name}`)}</legend>
            <ul>{items.slice(0, SHOWN)}</ul>
            {items.length > SHOWN ? (
              <details>
                <summary>{t('search.moreValues', { count: items.length - SHOWN })}</summary>
                <ul>{items.slice(SHOWN)}</ul>
              </details>
            ) : null}
          </fieldset>
        );
      })}
      <button type="submit">{t('search.apply')}</button>
    </aside>
  );
}

/** The way to the facets from above the findings, for screens where they stand below them. */
export function ToFacets({ t, parameters, answer }: Answered) {
  if (offeredFacets({ parameters, answer }).length === 0) return null;
  return (
    <p className="to-facets">
      <a href="#narrow">{t('search.narrow')}</a>
    </p>
  );
}

function offeredFacets({ parameters, answer }: Pick<Answered, 'parameters' | 'answer'>) {
  return (
    FACETS.map((name) => ({
      name,
      values: withChosen(answer.facets[name] ?? [], parameters.filters[name] ?? []),
    }))
      // One value that all have tells nothing.
      .filter(({ name, values }) => values.length > (parameters.filters[name] ? 0 : 1))
  );
}

function FacetValue({
  lang,
  t,
  parameters,
  answer,
  name,
  of: { value, count },
}: Answered & { name: FacetName; of: Value }) {
  const chosen = parameters.filters[name]?.includes(value) ?? false;
  const label = facetLabel(name, value, answer, { lang, t });
  const change = chosen
    ? { remove: [name, value] as [FacetName, string] }
    : { add: [name, value] as [FacetName, string] };
  return (
    <li>
      <input type="checkbox" name={name} value={value} defaultChecked={chosen} aria-label={label} />
      <a href={searchHref(lang, parameters, change)} aria-current={chosen ? 'true' : undefined}>
        <bdi>{label}</bdi>
      </a>
      <span className="count">{new Intl.NumberFormat(formattingLocale(lang)).format(count)}</span>
    </li>
  );
}

/** A value that is filtered by stays in sight even where nothing has it. */
function withChosen(values: readonly Value[], chosen: readonly string[]): Value[] {
  const missing = chosen.filter((value) => !values.some((one) => one.value === value));
  return [...missing.map((value) => ({ value, count: 0 })), ...values];
}
