import { compareTexts } from '@/lib/archive/text-difference';
import { textDirection } from '@/lib/archive/text-direction';
import type { Translator } from '@/lib/web/translator';

/** Two texts with what differs marked, in words for who hears it and by more than colour for who sees it. */
export function TextDifference({
  t,
  before,
  after,
  lang,
}: {
  t: Translator;
  before: string;
  after: string;
  lang: string | null;
}) {
  let at = 0;
  return (
    <div className="difference" lang={lang ?? undefined} dir={textDirection(lang ?? 'und')}>
      {compareTexts(before, after).map((part) => {
        const key = at;
        at += part.text.length + 1;
        if (part.in === 'both') return <span key={key}>{part.text}</span>;
        return part.in === 'before' ? (
          <del key={key}>
            <span className="visually-hidden">{t('desk.item.removed')}: </span>
            {part.text}
          </del>
        ) : (
          <ins key={key}>
            <span className="visually-hidden">{t('desk.item.added')}: </span>
            {part.text}
          </ins>
        );
      })}
    </div>
  );
}
