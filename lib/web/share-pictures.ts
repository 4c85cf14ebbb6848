import { dateInWords } from '@/lib/archive/date-words';
import { pickText } from '@/lib/archive/localised';
import { textDirection } from '@/lib/archive/text-direction';
import { publicUrl } from '@/lib/env';
import { chooseTexts } from '@/lib/reading/choose-texts';
import type { Testimony } from '@/lib/reading/get-testimony';
import type { Picture } from '@/lib/reading/share-picture/draw-picture';
import { renderPicture } from '@/lib/reading/share-picture/render-picture';
import { canSet } from '@/lib/reading/share-picture/set-text';
import { languageName } from './language-name';
import { type InterfaceLanguage, localHref } from './languages';
import { keepPicture, keptPicture, type Png } from './picture-memory';
import { translationLabel } from './translation-label';
import { translator } from './translator';

// A picture costs some 200 ms: made one at a time, so that a burst of different ones cannot take the
// machine from readers, and kept for those who share one address.
let turn: Promise<unknown> = Promise.resolve();

/**
 * The picture shown where a testimony is shared. The caller has just read the public form: a picture is
 * given only for the digest it was made from, so that a redaction or correction shows at once.
 */
export async function testimonyPicture(testimony: Testimony, lang: InterfaceLanguage): Promise<Png> {
  const name = `${lang}/${testimony.key}`;
  const known = keptPicture(name, testimony.digest);
  if (known !== null) return known;
  const png = await render(pictureOf(testimony, lang));
  keepPicture(name, testimony.digest, png);
  return png;
}

/** The archive's own picture, for pages that are no testimony. */
export async function sitePicture(lang: InterfaceLanguage): Promise<Png> {
  const name = `site/${lang}`;
  const known = keptPicture(name, '');
  if (known !== null) return known;
  const t = translator(lang);
  const png = await render({
    direction: lang === 'ar' ? 'rtl' : 'ltr',
    words: { text: t('frame.tagline'), direction: textDirection(lang), quiet: false },
    note: null,
    who: t('reading.home.title'),
    when: '',
    archive: t('frame.name'),
    address: withoutScheme(publicUrl()),
  });
  keepPicture(name, '', png);
  return png;
}

/** What the picture of a testimony says: never words that have a warning, since nobody chose to see them. */
export function pictureOf({ form, key }: Testimony, lang: InterfaceLanguage): Picture {
  const t = translator(lang);
  const [text] = chooseTexts(form, lang);
  const name = pickText(form.speaker.name, lang)?.text ?? form.speaker.slug;
  const as = pickText(form.speaker.as, lang)?.text ?? null;
  const when = dateInWords(form.date, lang);
  const list = new Intl.ListFormat(lang, { type: 'conjunction' });
  const quiet = (said: string): Picture['words'] => ({
    text: said,
    direction: textDirection(lang),
    quiet: true,
  });
  const shown = form.warnings.length === 0 && canSet(text.text, 400);
  const words: Picture['words'] = shown
    ? {
        text: form.wording === 'quoted' ? inQuotes(text.text, text.lang) : text.text,
        direction: textDirection(text.lang),
        quiet: false,
      }
    : quiet(
        form.warnings.length > 0
          ? t('reading.words.warning', {
              warnings: list.format(form.warnings.map((warning) => t(`reading.warnings.${warning}`))),
            })
          : t('reading.words.original', { language: languageName(text.lang, lang) }),
      );
  const translated = text.role === 'translation' ? translationLabel(text, lang, t) : null;
  const note =
    form.wording !== 'reported'
      ? translated
      : translated === null
        ? t('reading.words.reported')
        : `${t('reading.words.reportedShort')} · ${translated}`;
  return {
    direction: lang === 'ar' ? 'rtl' : 'ltr',
    words,
    note: shown ? note : null,
    who: name,
    // The day first: what does not fit is left out at the end.
    when: as === null || as.toLowerCase() === name.toLowerCase() ? when : `${when} · ${as}`,
    archive: t('frame.name'),
    address: withoutScheme(publicUrl() + localHref(lang, `/t/${key}`)),
  };
}

function inQuotes(text: string, lang: string): string {
  return textDirection(lang) === 'rtl' ? `«${text}»` : `“${text}”`;
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, '');
}

function render(picture: Picture): Promise<Png> {
  const made = turn.then(async () => new Uint8Array(await renderPicture(picture)));
  turn = made.catch(() => {});
  return made;
}
