import { dateInWords } from '@/lib/archive/date-words';
import { searchHref } from './address';
import type { Answered } from './room';

const WIDTH = 620;
const HEIGHT = 64;
/** More bars than this would be thinner than a finger; the most recent are shown. */
const MOST = 120;

/** How many of the findings fall into each month, or each day of a short range. A bar narrows to it. */
export function Histogram({ lang, t, parameters, answer }: Answered) {
  const { undated } = answer;
  const bars = answer.histogram.slice(-MOST);
  if (bars.length < 2 && undated === 0) return null;
  const most = Math.max(...bars.map(({ count }) => count));
  const width = WIDTH / Math.max(bars.length, 12);
  return (
    <figure className="histogram">
      {bars.length < 2 ? null : (
        <nav aria-label={t('search.months')}>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 16}`}>
            <title>{t('search.months')}</title>
            {bars.map(({ period, count }, at) => {
              const height = Math.max(2, (count / most) * HEIGHT);
              // Time runs from right to left for readers of Arabic.
              const x = lang === 'ar' ? WIDTH - (at + 1) * width : at * width;
              const when = dateInWords({ edtf: period }, lang);
              return (
                <a
                  key={period}
                  href={searchHref(lang, parameters, { range: { from: period, to: period } })}
                  aria-label={t('search.bar', { when, count })}
                >
                  <title>{t('search.bar', { when, count })}</title>
                  <rect className="reach" x={x} y={0} width={width} height={HEIGHT} />
                  <rect
                    className="bar"
                    x={x + width * 0.1}
                    y={HEIGHT - height}
                    width={width * 0.8}
                    height={height}
                  />
                </a>
              );
            })}
            <text x={lang === 'ar' ? WIDTH : 0} y={HEIGHT + 13} textAnchor="start">
              {dateInWords({ edtf: bars[0]!.period }, lang)}
            </text>
            <text
              x={lang === 'ar' ? WIDTH - bars.length * width : bars.length * width}
              y={HEIGHT + 13}
              textAnchor="end"
            >
              {dateInWords({ edtf: bars.at(-1)!.period }, lang)}
            </text>
          </svg>
        </nav>
      )}
      {undated > 0 ? (
        <figcaption className="quiet">{t('search.undated', { count: undated })}</figcaption>
      ) : null}
    </figure>
  );
}
