import { textDirection } from '@/lib/archive/text-direction';
import type { LinkedTestimony } from '@/lib/publication/view-links';
import type { DeskVisit } from '@/lib/web/desk-visit';
import { localHref } from '@/lib/web/languages';

/** The first words of a testimony at the other end of a link, leading to its page at the desk. */
export function LinkedWords({
  visit: { t, lang },
  testimony: { reference, text, lang: tag, state },
}: {
  visit: DeskVisit;
  testimony: LinkedTestimony;
}) {
  const words = [...text].length > 90 ? `${[...text].slice(0, 90).join('')}…` : text;
  return (
    <>
      <a href={localHref(lang, `/desk/records/${reference}`)}>
        <bdi lang={tag} dir={textDirection(tag)}>
          {words || reference}
        </bdi>
      </a>{' '}
      <code>{reference}</code>
      {state === 'published' ? null : (
        <span className="alarm"> {t(`desk.states.${state as 'withdrawn'}`)}</span>
      )}
    </>
  );
}
