import { z } from 'zod';
import { languageTag, localisedText } from './localised';
import { slug } from './slug';
import {
  BASES,
  CONTENT_WARNINGS,
  EVENT_TYPES,
  ORIGINAL_MAKES,
  PLACE_TYPES,
  RELATION_TYPES,
  SPEAKER_TYPES,
  STANCES,
  TESTIMONY_KINDS,
  TRANSLATION_STATUSES,
  WITHDRAWAL_CLASSES,
  WORDINGS,
} from './vocabulary';

/**
 * The public form: all that a reader may ever see of a record, and nothing else. It is made in one
 * place (`publication/public-form.ts`), stored as it is, hashed as it is, and read as it is. What has
 * no field here cannot leak. Unknown is null, which pages show as unknown.
 */

/** A date as EDTF (ISO 8601-2) with its bounds as instants in UTC; a null bound is unbounded. */
export const publicDate = z.object({
  edtf: z.string().nullable(),
  earliest: z.iso.datetime().nullable(),
  latest: z.iso.datetime().nullable(),
  /** IANA zone whose days the EDTF counts. */
  zone: z.string(),
  /** How the date is known. */
  why: localisedText.nullable(),
});
export type PublicDate = z.infer<typeof publicDate>;

/** In the place of a protected speaker's own slug: nobody's page stands under it. */
export const NAME_WITHHELD_SLUG = 'name-withheld';

const named = z.object({ slug, name: localisedText });
export type Named = z.infer<typeof named>;

const citedSource = z.object({
  slug,
  label: localisedText,
  title: z.string().nullable(),
  publisher: z.string().nullable(),
  author: z.string().nullable(),
  locator: z.string().nullable(),
});

export const publicTestimony = z.object({
  form: z.literal('testimony'),
  reference: z.string(),
  kind: z.enum(TESTIMONY_KINDS),
  stance: z.enum(STANCES),
  wording: z.enum(WORDINGS),
  text: z.string(),
  lang: languageTag,
  originalLang: languageTag.nullable(),
  translations: z.array(
    z.object({
      lang: languageTag,
      text: z.string(),
      by: z.string().nullable(),
      machine: z.boolean(),
      status: z.enum(TRANSLATION_STATUSES),
    }),
  ),
  speaker: named.extend({ type: z.enum(SPEAKER_TYPES), as: localisedText.nullable() }),
  account: named.extend({ platform: z.string(), handle: z.string().nullable() }).nullable(),
  platform: z.string().nullable(),
  channel: localisedText.nullable(),
  url: z.string().nullable(),
  date: publicDate,
  happened: publicDate.nullable(),
  captured: publicDate.nullable(),
  places: z.array(named),
  events: z.array(named),
  tags: z.array(z.object({ slug: z.string(), label: z.string() })),
  sources: z.array(citedSource),
  warnings: z.array(z.enum(CONTENT_WARNINGS)),
  /** A minor when speaking; null where unknown. */
  minor: z.boolean().nullable(),
  ageStated: z.string().nullable(),
  context: localisedText.nullable(),
  rights: z.string(),
  basis: z.enum(BASES),
  /** Whether two people agreed to publish it; the founding corpus says plainly that none did. */
  reviewedBy: z.enum(['none', 'one', 'two']),
  accession: z.string(),
  original: z.enum(ORIGINAL_MAKES),
  /** What was taken out, by kind and public class; absent where nothing was. */
  redacted: z.array(z.object({ field: z.string(), reason: z.enum(WITHDRAWAL_CLASSES) })).optional(),
});
export type PublicTestimony = z.infer<typeof publicTestimony>;

const authority = { slug, about: localisedText.nullable() };

export const publicPerson = z.object({
  form: z.literal('person'),
  ...authority,
  name: localisedText,
  type: z.enum(SPEAKER_TYPES),
});
export const publicAccount = z.object({
  form: z.literal('account'),
  ...authority,
  name: localisedText,
  platform: z.string(),
  handle: z.string().nullable(),
  url: z.string().nullable(),
  // Its speakers are those of its public testimonies, asked when it is read: kept here, they would
  // outlive the withdrawal of their words.
});
export const publicSource = z.object({
  form: z.literal('source'),
  ...authority,
  label: localisedText,
  title: z.string().nullable(),
  publisher: z.string().nullable(),
  author: z.string().nullable(),
  url: z.string().nullable(),
  date: publicDate,
});
export const publicPlace = z.object({
  form: z.literal('place'),
  ...authority,
  name: localisedText,
  type: z.enum(PLACE_TYPES),
  within: named.nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
});
export const publicEvent = z.object({
  form: z.literal('event'),
  ...authority,
  name: localisedText,
  type: z.enum(EVENT_TYPES),
  date: publicDate,
  places: z.array(named),
  sources: z.array(citedSource),
  credit: z.string().nullable(),
});
export const publicCollection = z.object({
  form: z.literal('collection'),
  ...authority,
  name: localisedText,
  items: z.array(z.union([z.object({ words: localisedText }), z.object({ reference: z.string() })])),
});
export const publicRelation = z.object({
  form: z.literal('relation'),
  from: z.string(),
  to: z.string(),
  type: z.enum(RELATION_TYPES),
  reason: localisedText,
  source: slug.nullable(),
});

export const publicForm = z.discriminatedUnion('form', [
  publicTestimony,
  publicPerson,
  publicAccount,
  publicSource,
  publicPlace,
  publicEvent,
  publicCollection,
  publicRelation,
]);
export type PublicForm = z.infer<typeof publicForm>;
export type FormKind = PublicForm['form'];
export type FormOf<Kind extends FormKind> = Extract<PublicForm, { form: Kind }>;
