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
  const few = bars.length < 5;
  const width = WIDTH / (few ? 5 : Math.max(bars.length, 12));
  const place = (at: number) => (lang === 'ar' ? WIDTH - at * width : at * width);
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
            {/* Every bar says its time where there is room, else the first and the last. */}
            {bars.map(({ period }, at) =>
              few || at === 0 || at === bars.length - 1 ? (
                <text
                  key={period}
                  x={place(few ? at + 0.5 : at === 0 ? 0 : bars.length)}
                  y={HEIGHT + 13}
                  textAnchor={few ? 'middle' : at === 0 ? 'start' : 'end'}
                >
                  {dateInWords({ edtf: period }, lang)}
                </text>
              ) : null,
            )}
          </svg>
        </nav>
      )}
      {undated > 0 ? (
        <figcaption className="quiet">{t('search.undated', { count: undated })}</figcaption>
      ) : null}
    </figure>
  );
}
