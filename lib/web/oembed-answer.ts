import { z } from 'zod';
import { dateInWords } from '@/lib/archive/date-words';
import { pickText } from '@/lib/archive/localised';
import { NAME_WITHHELD_SLUG } from '@/lib/archive/public-form';
import { readReference } from '@/lib/archive/reference';
import type { ReadingDb } from '@/lib/db/client';
import { publicUrl } from '@/lib/env';
import { getTestimony, type Testimony } from '@/lib/reading/get-testimony';
import { PICTURE_HEIGHT, PICTURE_WIDTH } from '@/lib/reading/share-picture/draw-picture';
import { xmlElement } from '@/lib/reading/xml';
import { answer, answerJson } from './answer';
import { type InterfaceLanguage, localHref } from './languages';
import { problem } from './problem';
import { badParameters } from './read-route';
import { translator } from './translator';

const pixels = z.coerce.number().int().min(1).optional();
const parameters = z.object({
  url: z.string(),
  // The specification gives a format that is not made its own status, 501: checked below.
  format: z.string().default('json'),
  maxwidth: pixels,
  maxheight: pixels,
});

/**
 * `GET /oembed?url=`: a testimony as another site embeds it (https://oembed.com, version 1.0), in JSON or
 * XML. It gives our picture's address and never the words: what is embedded comes from here at each
 * visit, so that a withdrawal shows there too. Where the picture does not fit, a link.
 */
export async function answerOembed(db: ReadingDb, request: Request): Promise<Response> {
  const asked = parameters.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) {
    return badParameters(
      asked.error.issues.map(({ path, message }) => ({ parameter: path.join('.'), message })),
    );
  }
  const { url, format, maxwidth, maxheight } = asked.data;
  if (format !== 'json' && format !== 'xml') {
    return problem(501, 'no-such-format', 'oEmbed answers come as json or xml.');
  }
  const named = readAddress(url);
  if (named === null) return nothingThere();
  const found = await getTestimony(db, named.reference);
  if (found.state === 'never') return nothingThere();
  if (found.state === 'gone') {
    const { state, reasonClass, day } = found.tombstone;
    return problem(410, state, `This testimony was ${state} on ${day}.`, { state, reasonClass, day });
  }
  const fits =
    (maxwidth ?? PICTURE_WIDTH) >= PICTURE_WIDTH && (maxheight ?? PICTURE_HEIGHT) >= PICTURE_HEIGHT;
  const embedded = embed(found.testimony, named.lang, fits);
  return format === 'json'
    ? answerJson(request, embedded)
    : answer(request, toXml(embedded), { type: 'text/xml; charset=utf-8' });
}

/** The testimony and language that an address of ours names; null for any other address. */
function readAddress(url: string): { reference: string; lang: InterfaceLanguage } | null {
  const base = publicUrl();
  if (!url.startsWith(`${base}/`)) return null;
  const [, arabic, typed = ''] =
    /^(\/ar)?\/t\/([0-9A-Za-z]+)\/?(?:[?#].*)?$/.exec(url.slice(base.length)) ?? [];
  const reference = readReference(typed);
  return reference === null ? null : { reference, lang: arabic === undefined ? 'en' : 'ar' };
}

function embed({ form, key }: Testimony, lang: InterfaceLanguage, fits: boolean) {
  const name = pickText(form.speaker.name, lang)?.text ?? form.speaker.slug;
  const t = translator(lang);
  const common = {
    version: '1.0',
    title: t('reading.testimony.title', { name, date: dateInWords(form.date, lang) }),
    author_name: name,
    // Whose name is withheld has no page.
    ...(form.speaker.slug === NAME_WITHHELD_SLUG
      ? {}
      : { author_url: publicUrl() + localHref(lang, `/people/${form.speaker.slug}`) }),
    provider_name: t('frame.name'),
    provider_url: publicUrl() + localHref(lang, '/'),
    cache_age: 0,
  };
  if (!fits) return { type: 'link', ...common };
  return {
    type: 'photo',
    ...common,
    url: `${publicUrl()}${localHref(lang, `/t/${key}`)}.png`,
    width: PICTURE_WIDTH,
    height: PICTURE_HEIGHT,
  };
}

function toXml(embedded: Record<string, string | number>): string {
  const fields = Object.entries(embedded).map(([name, value]) => xmlElement(name, String(value)));
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?><oembed>${fields.join('')}</oembed>`;
}

function nothingThere(): Response {
  return problem(404, 'no-such-testimony', 'The archive has no testimony at this address, and never had.');
}
