import { dateInWords } from '@/lib/archive/date-words';
import type { TimelineGroup } from '@/lib/reading/timeline';
import type { InterfaceLanguage } from '@/lib/web/languages';
import { anchorOf } from './anchor';

const ROW = 16;
const AXIS = 28;
/** Of a bar that stands for a minute, in per cent of the month: what can still be seen. */
const NARROWEST = 0.6;

/**
 * A month as a strip of days, as high on a telephone as on a wide screen: across it is measured in per
 * cent, and letters and bars in pixels. Each date is a bar over the days that it can mean: solid where the day is
 * known, striped where it is not, without an end where the date has none. The list below it says the
 * same in words, so programs that read aloud may pass over it.
 */
export function MonthStrip({
  month,
  groups,
  lang,
  label,
}: {
  month: string;
  groups: TimelineGroup[];
  lang: InterfaceLanguage;
  label: string;
}) {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const day = 100 / days;
  const height = AXIS + groups.length * ROW + 4;
  // Time runs from right to left for readers of Arabic.
  const place = (from: number, to: number) => `${(lang === 'ar' ? 100 - to * day : from * day).toFixed(3)}%`;
  const pattern = `stripes-${month}`;
  return (
    <svg className="strip" height={height} role="img" aria-label={label}>
      <defs>
        <pattern
          id={pattern}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="2" height="5" className="stripe" />
        </pattern>
      </defs>
      {Array.from({ length: days }, (_, at) => at + 1).map((one) => (
        <g key={one} className={one % 7 === 1 ? 'tick named' : 'tick'}>
          <line
            x1={place(one - 0.5, one - 0.5)}
            x2={place(one - 0.5, one - 0.5)}
            y1={AXIS - 7}
            y2={AXIS - 3}
          />
          {one % 7 === 1 ? (
            <text x={place(one - 0.5, one - 0.5)} y={AXIS - 11} textAnchor="middle">
              {one}
            </text>
          ) : null}
        </g>
      ))}
      {groups.map((group, row) => {
        const [first, last] = [clip(group.firstDay, month, days, 0), clip(group.lastDay, month, days, days)];
        // A time of day is drawn at its hour, as wide as it is unsure.
        const from = Math.max(0, first - 1 + (group.hours?.[0] ?? 0) / 24);
        const to = last - (group.hours === null ? 0 : 1 - group.hours[1] / 24);
        const wide = Math.max(group.hours === null ? day : NARROWEST, (to - from) * day);
        const y = AXIS + row * ROW;
        return (
          <rect
            key={anchorOf(group)}
            x={place(from, from + wide / day)}
            y={y}
            width={`${wide.toFixed(3)}%`}
            height={ROW - 5}
            rx="2"
            className={group.exact ? 'known' : 'unsure'}
            fill={group.exact ? undefined : `url(#${pattern})`}
          >
            <title>{dateInWords(group.date, lang)}</title>
          </rect>
        );
      })}
    </svg>
  );
}

/** The day of the month at which a bar begins or ends, within this month; `open` where it has no end. */
function clip(day: string | null, month: string, days: number, open: number): number {
  if (day === null) return open;
  const inMonth = day.slice(0, 7);
  if (inMonth < month) return 0;
  if (inMonth > month) return days;
  return Number(day.slice(8, 10));
}
