import type { FormOf, PublicDate, PublicForm } from './public-form';
import { RECORD_FORMAT } from './record';

/** One object of `sawt/1`: what an importer of this archive, or of another one, reads again. */
export type SawtRecord = { format: typeof RECORD_FORMAT; kind: string } & Record<string, unknown>;

/** The order in which records are written: what is named stands before what names it. */
export const RECORD_ORDER = [
  'person',
  'account',
  'source',
  'place',
  'event',
  'testimony',
  'collection',
] as const;

/**
 * Turns a public form into a `sawt/1` record, with every field that the format has; unknown is null.
 * `relations` are those that begin at a testimony. A relation's own form gives null: it travels with
 * the testimony that it begins at.
 */
export function toRecord(form: PublicForm, relations: readonly FormOf<'relation'>[] = []): SawtRecord | null {
  switch (form.form) {
    case 'testimony':
      return testimony(form, relations);
    case 'person':
      return { ...authority('person', form), type: form.type, name: form.name, aliases: [] };
    case 'account': {
      const { platform, name, handle, url } = form;
      return { ...authority('account', form), platform, name, handle, url };
    }
    case 'source': {
      const { title, label, publisher, author, url } = form;
      return {
        ...authority('source', form),
        title,
        label,
        publisher,
        author,
        ...dated(form.date, false),
        url,
      };
    }
    case 'place': {
      const { type, name, within, lat, lon } = form;
      return { ...authority('place', form), type, name, within: within?.slug ?? null, lat, lon };
    }
    case 'event': {
      const { type, name, places, sources, credit } = form;
      return {
        ...authority('event', form),
        ...dated(form.date),
        ...{ type, name, place: slugs(places), sources: sources.map(cited), credit },
      };
    }
    case 'collection':
      return { ...authority('collection', form), name: form.name, items: form.items };
    case 'relation':
      return null;
  }
}

function testimony(form: FormOf<'testimony'>, relations: readonly FormOf<'relation'>[]): SawtRecord {
  const { reference, kind, stance, wording, text, lang, originalLang, platform, channel, url } = form;
  const { minor, ageStated, context, rights } = form;
  return {
    format: RECORD_FORMAT,
    ...{ kind, reference, stance, wording, text, lang, originalLang },
    speaker: form.speaker.slug,
    speakerAs: form.speaker.as,
    account: form.account?.slug ?? null,
    ...{ platform, channel, url },
    ...dated(form.date),
    happened: form.happened?.edtf ?? null,
    captured: form.captured?.edtf ?? null,
    place: slugs(form.places),
    events: slugs(form.events),
    tags: form.tags.map(({ label }) => label),
    sources: form.sources.map(cited),
    translations: form.translations,
    relations: relations.map(({ type, to, reason, source }) => ({ type, to, reason, source })),
    ...{ context, rights, minor, ageStated },
    warning: form.warnings,
  };
}

function authority(kind: string, { slug, about }: { slug: string; about: unknown }): SawtRecord {
  return { format: RECORD_FORMAT, kind, id: slug, about };
}

function dated({ edtf, zone, why }: PublicDate, withZone = true) {
  return { date: edtf, dateWhy: why, ...(withZone && { zone }) };
}

function slugs(named: readonly { slug: string }[]): string[] {
  return named.map(({ slug }) => slug);
}

function cited({ slug, locator }: { slug: string; locator: string | null }) {
  return { id: slug, locator };
}
