import { dateInWords } from '@/lib/archive/date-words';
import { withEmptyPeriods } from '@/lib/search/periods';
import { searchHref } from './address';
import type { Answered } from './room';

const HEIGHT = 64;
/** More bars than this would be too thin to point at. */
const MOST = 120;
/** A few bars need not fill the page to be compared. In pixels. */
const WIDEST_BAR = 40;
const NARROWEST = 240;

/** How many of the findings fall into each month, or each day of a short range. A bar narrows to it. */
export function Histogram({ lang, t, parameters, answer }: Answered) {
  const { undated, histogram } = answer;
  // What lies far apart in time must not stand side by side.
  const axis = withEmptyPeriods(histogram);
  const bars = (axis.length > MOST ? histogram : axis).slice(-MOST);
  const outside = histogram.length > MOST || axis.length > MOST;
  if (histogram.length < 2 && undated === 0) return null;
  const most = Math.max(...bars.map(({ count }) => count));
  const width = 100 / bars.length;
  return (
    <figure className="histogram">
      {histogram.length < 2 ? null : (
        <nav aria-label={t('search.months')}>
          <svg width={Math.max(NARROWEST, bars.length * WIDEST_BAR)} height={HEIGHT}>
            <title>{t('search.months')}</title>
            {bars.map(({ period, count }, at) => {
              if (count === 0) return null;
              const height = Math.max(2, (count / most) * HEIGHT);
              // Time runs from right to left for readers of Arabic.
              const x = lang === 'ar' ? 100 - (at + 1) * width : at * width;
              const when = dateInWords({ edtf: period }, lang);
              return (
                <a
                  key={period}
                  href={searchHref(lang, parameters, { range: { from: period, to: period } })}
                  aria-label={t('search.bar', { when, count })}
                >
                  <title>{t('search.bar', { when, count })}</title>
                  <rect className="reach" x={`${x}%`} y={0} width={`${width}%`} height={HEIGHT} />
                  <rect
                    className="bar"
                    x={`${x + width * 0.1}%`}
                    y={HEIGHT - height}
                    width={`${width * 0.8}%`}
                    height={height}
                  />
                </a>
              );
            })}
          </svg>
          <p className="axis">
            {[bars[0]!, bars.at(-1)!].map(({ period }) => (
              <span key={period}>{dateInWords({ edtf: period }, lang)}</span>
            ))}
          </p>
        </nav>
      )}
      {outside ? <figcaption className="quiet">{t('search.gaps', { count: bars.length })}</figcaption> : null}
      {undated > 0 ? (
        <figcaption className="quiet">{t('search.undated', { count: undated })}</figcaption>
      ) : null}
    </figure>
  );
}
