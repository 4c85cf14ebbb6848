import { z } from 'zod';
import { languageTag, localisedInput } from './localised';
import { slug } from './slug';
import {
  AUTHORITY_KINDS,
  type AuthorityKind,
  CONTENT_WARNINGS,
  EVENT_TYPES,
  PLACE_TYPES,
  RELATION_TYPES,
  SPEAKER_TYPES,
  STANCES,
  TESTIMONY_KINDS,
  TRANSLATION_STATUSES,
  WORDINGS,
} from './vocabulary';

/**
 * The archive's own record, `sawt/1`: what every importer produces, what a staged item proposes, and
 * what leaves in an export. One object a line in a .jsonl file. Absent and null both mean unknown.
 */
export const RECORD_FORMAT = 'sawt/1';

// A NUL cannot be stored by PostgreSQL, and a lone surrogate is no text at all: both would be lost
// silently somewhere later, so they are refused here.
const text = z.string().refine((value) => !value.includes('\0') && value.isWellFormed(), {
  message: 'holds a NUL or half a surrogate pair, which no text can',
});
const line = text.pipe(z.string().trim().min(1).max(2_000));
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const list = <T extends z.ZodType>(schema: T) =>
  z
    .union([z.array(schema), schema])
    .nullish()
    .transform(
      (value) =>
        (value === null || value === undefined ? [] : Array.isArray(value) ? value : [value]) as z.infer<T>[],
    );

/** http and https alone: a javascript: link in somebody's profile must never become a link of ours. */
export const webUrl = line.pipe(z.url({ protocol: /^https?$/, hostname: z.regexes.domain }));

export const sourceCitation = z.union([
  z.object({ id: line, locator: optional(line) }).loose(),
  line.transform((id) => ({ id, locator: null })),
]);

export const translationRecord = z.object({
  lang: languageTag,
  text: text.min(1),
  by: optional(line),
  machine: z.boolean().default(false),
  status: z.enum(TRANSLATION_STATUSES).default('unreviewed'),
});

export const relationRecord = z.object({
  type: z.enum(RELATION_TYPES),
  /** The reference of the testimony that this one relates to. */
  to: line,
  reason: localisedInput,
  source: optional(line),
});

/** EDTF (ISO 8601-2) or ISO 8601 date, checked in full by `edtf-date.ts` when the item is staged. */
const edtf = line.pipe(z.string().max(200));

export const testimonyRecord = z.object({
  format: z.literal(RECORD_FORMAT).default(RECORD_FORMAT),
  kind: z.enum(TESTIMONY_KINDS).default('post'),
  reference: optional(z.string()),
  /** The words, to the letter and byte. For `wording: reported`, the source's paraphrase. */
  text: text.min(1),
  wording: z.enum(WORDINGS).default('own'),
  stance: z.enum(STANCES).default('testimony'),
  /** A speaker's slug, or a name as the file gives it. */
  speaker: line,
  /** Who they were at the time, as the source says. */
  speakerAs: optional(localisedInput),
  /** An account's slug, or its name as the platform shows it. */
  account: optional(line),
  platform: optional(line.pipe(z.string().toLowerCase())),
  /** The platform's own id for the post, always as a string: ids pass 2^53. */
  platformId: optional(z.string().regex(/^[\w:.@/-]{1,200}$/)),
  url: optional(webUrl),
  /** Where it was said when that is no account: "a press release", "a video message". */
  channel: optional(localisedInput),
  lang: languageTag.default('und'),
  originalLang: optional(languageTag),
  /** When it was said. */
  date: optional(edtf),
  dateWhy: optional(localisedInput),
  /** An IANA zone for a date and time without an offset. Absent: Asia/Damascus. */
  zone: optional(line),
  /** When what it tells of happened, where that is another time. */
  happened: optional(edtf),
  /** When a capture of it was made. */
  captured: optional(edtf),
  place: list(line),
  events: list(line),
  tags: list(line),
  source: optional(line),
  locator: optional(line),
  sources: list(sourceCitation),
  translations: list(translationRecord),
  relations: list(relationRecord),
  context: optional(localisedInput),
  rights: optional(line),
  minor: optional(z.boolean()),
  ageStated: optional(line),
  warning: list(z.enum(CONTENT_WARNINGS)),
  /** Private: never leaves the desk. */
  note: optional(text),
});
export type TestimonyRecord = z.infer<typeof testimonyRecord>;

const authority = {
  format: z.literal(RECORD_FORMAT).default(RECORD_FORMAT),
  id: slug,
  about: optional(localisedInput),
};

export const sourceRecord = z.object({
  ...authority,
  kind: z.literal('source'),
  /** Null where the title is unknown; `label` then says what it is. */
  title: optional(line),
  label: localisedInput,
  publisher: optional(line),
  author: optional(line),
  date: optional(edtf),
  dateWhy: optional(localisedInput),
  url: optional(webUrl),
});
export const personRecord = z.object({
  ...authority,
  kind: z.literal('person'),
  type: z.enum(SPEAKER_TYPES).default('person'),
  name: localisedInput,
  /** Other names they are found under; searched and matched on import, not shown. */
  aliases: list(line),
});
export const accountRecord = z.object({
  ...authority,
  kind: z.literal('account'),
  platform: line.pipe(z.string().toLowerCase()),
  name: localisedInput,
  handle: optional(line),
  url: optional(webUrl),
  speakers: list(slug),
});
export const placeRecord = z.object({
  ...authority,
  kind: z.literal('place'),
  type: z.enum(PLACE_TYPES).default('other'),
  name: localisedInput,
  within: optional(slug),
  zone: optional(line),
  /** Degrees north and east (WGS 84), for places as large as a town: never a person's position. */
  lat: optional(z.number().min(-90).max(90)),
  lon: optional(z.number().min(-180).max(180)),
});
export const eventRecord = z.object({
  ...authority,
  kind: z.literal('event'),
  type: z.enum(EVENT_TYPES).default('other'),
  name: localisedInput,
  date: optional(edtf),
  dateWhy: optional(localisedInput),
  zone: optional(line),
  place: list(slug),
  sources: list(sourceCitation),
  /** Whom a source credits for its picture: a fact, while the picture stays with its owner. */
  credit: optional(line),
});
export const collectionRecord = z.object({
  ...authority,
  kind: z.literal('collection'),
  name: localisedInput,
  /** The essay in order: words of ours, and references between them. */
  items: z
    .array(z.union([z.object({ words: localisedInput }), z.object({ reference: z.string() })]))
    .default([]),
});

export const authorityRecord = z.discriminatedUnion('kind', [
  sourceRecord,
  personRecord,
  accountRecord,
  placeRecord,
  eventRecord,
  collectionRecord,
]);
export type AuthorityRecord = z.infer<typeof authorityRecord>;
export type ArchiveRecord = TestimonyRecord | AuthorityRecord;

export function isAuthorityKind(kind: unknown): kind is AuthorityKind {
  return (AUTHORITY_KINDS as readonly unknown[]).includes(kind);
}

/** Which schema a raw object asks for, told by its `kind`. */
export function recordSchemaFor(raw: unknown): typeof testimonyRecord | typeof authorityRecord {
  const kind = typeof raw === 'object' && raw !== null && 'kind' in raw ? raw.kind : undefined;
  return isAuthorityKind(kind) ? authorityRecord : testimonyRecord;
}
