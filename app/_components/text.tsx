import { type LocalisedText, pickText } from '@/lib/archive/localised';
import { textDirection } from '@/lib/archive/text-direction';
import type { InterfaceLanguage } from '@/lib/web/languages';

/**
 * A text of the archive's own in the reader's language where there is one. Where it is in another
 * language it carries that language and its direction; <bdi> keeps it from reordering its surroundings.
 */
export function Text({ of, lang }: { of: LocalisedText | null | undefined; lang: InterfaceLanguage }) {
  const found = pickText(of, lang);
  if (found === null) return null;
  // Its language decides, not its first letter: an Arabic sentence may begin with a Latin name.
  return (
    <bdi lang={found.lang === lang ? undefined : found.lang} dir={textDirection(found.lang)}>
      {found.text}
    </bdi>
  );
}
