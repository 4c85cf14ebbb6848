import { revealHidden } from '@/lib/archive/hidden-characters';
import { textDirection } from '@/lib/archive/text-direction';

/**
 * Somebody's words, isolated so that nothing in them reorders the page around. With `reveal`, what
 * cannot be seen stands in them by name, and each mark is cut off from its neighbours, so that a
 * right-to-left override is read and does not act.
 */
export function RevealedText({
  text,
  lang,
  reveal,
  className,
}: {
  text: string;
  lang: string | null;
  reveal: boolean;
  className?: string;
}) {
  const dir = textDirection(lang ?? 'und');
  if (!reveal) {
    return (
      <div className={className} lang={lang ?? undefined} dir={dir}>
        {text}
      </div>
    );
  }
  let at = 0;
  return (
    <div className={className} lang={lang ?? undefined} dir={dir}>
      {revealHidden(text).map((part) => {
        const key = at;
        at += part.hidden ? 1 : part.text.length;
        return part.hidden ? (
          <bdi key={key} className="hidden-mark" title={part.code} dir="ltr">
            {part.name}
          </bdi>
        ) : (
          <span key={key}>{part.text}</span>
        );
      })}
    </div>
  );
}
