import { createHash } from 'node:crypto';
import type { Grant } from '@/lib/access/authorize';
import type { FormKind, PublicForm } from '@/lib/archive/public-form';
import type { Context } from '@/lib/context';
import { canonicalJson, type Json } from '@/lib/custody/canonical-json';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';

/**
 * The shelf: the table of public forms, which is all that readers can reach. Publishing puts a copy of
 * a record's public form there, withdrawing seals it.
 */
export type ShelfGrant =
  | Grant<'testimony.publish'>
  | Grant<'testimony.withdraw'>
  | Grant<'testimony.restore'>
  | Grant<'testimony.redact'>
  | Grant<'name.reveal'>;

/** The key under which a form stands: a testimony's reference, an authority's slug, a relation's ends. */
export function formKey(form: PublicForm): string {
  switch (form.form) {
    case 'testimony':
      return form.reference;
    case 'relation':
      return `${form.from}.${form.type}.${form.to}`;
    default:
      return form.slug;
  }
}

/** A form in canonical JSON (RFC 8785): the bytes that are hashed and committed to. */
export function formText(form: PublicForm): string {
  return canonicalJson(form as unknown as Json);
}

/** SHA-256 of a form in canonical JSON, in lower-case hex: what citations and proofs name. */
export function formDigest(form: PublicForm): string {
  return createHash('sha256').update(formText(form)).digest('hex');
}

/**
 * Puts a form on the shelf as the newest version of its record and gives that version's number; a form
 * equal to the one already there makes no new version. `standing` marks an authority published by a
 * record of its own. A new version enters the ledger, a testimony's by its caller, who knows what was
 * done to it.
 */
export async function putForm(
  tx: Tx,
  grant: ShelfGrant,
  form: PublicForm,
  random: Context['random'],
  standing = false,
): Promise<{ version: number; digest: string }> {
  const [kind, key, digest] = [form.form, formKey(form), formDigest(form)];
  const newest = await tx.publicForm.findFirst({ where: { kind, key }, orderBy: { version: 'desc' } });
  if (newest && newest.digest === digest && newest.current && !newest.outdated) {
    if (newest.sealed || (standing && !newest.standing)) {
      await tx.publicForm.update({
        where: { kind_key_version: { kind, key, version: newest.version } },
        data: { sealed: false, standing: standing || newest.standing },
      });
    }
    return { version: newest.version, digest };
  }
  if (newest)
    await tx.publicForm.updateMany({ where: { kind, key, current: true }, data: { current: false } });
  const version = (newest?.version ?? 0) + 1;
  const bounds = 'date' in form ? form.date : null;
  const row = await tx.publicForm.create({
    data: {
      kind,
      key,
      version,
      form,
      digest,
      standing: standing || (newest?.standing ?? false),
      earliest: bounds?.earliest ?? null,
      latest: bounds?.latest ?? null,
      ...logKeyFor(form, newest?.logKey),
    },
    select: { logKey: true },
  });
  if (form.form !== 'testimony') {
    const event = { type: 'published', subject: { kind, key: row.logKey }, body: { version } } as const;
    await recordEvent(tx, grant.actor, { ...event, public: true, commit: { form: formText(form) } }, random);
  }
  return { version, digest };
}

/**
 * The name under which the ledger tells of a form. A person's or a place's slug is made of their name,
 * and what stands in the ledger can never be erased: theirs is random, made by the database.
 */
function logKeyFor(form: PublicForm, known: string | undefined): { logKey?: string } {
  if (form.form === 'testimony' || form.form === 'relation') return { logKey: formKey(form) };
  return known === undefined ? {} : { logKey: known };
}

/** Takes every version of a record out of readers' sight, or back into it. */
export async function sealForms(
  tx: Tx,
  _grant: ShelfGrant,
  kind: FormKind,
  keys: string[],
  sealed: boolean,
): Promise<void> {
  // What shows words that were redacted since stays sealed, whatever is undone.
  await tx.publicForm.updateMany({
    where: { kind, key: { in: keys }, sealed: !sealed, outdated: false },
    data: { sealed },
  });
}

/** Seals for good every version that a testimony has: each may show what is being taken out. */
export async function sealOutdated(
  tx: Tx,
  _grant: Grant<'testimony.redact'>,
  reference: string,
): Promise<number> {
  const { count } = await tx.publicForm.updateMany({
    where: { kind: 'testimony', key: reference, outdated: false },
    data: { sealed: true, outdated: true },
  });
  return count;
}

/** Seals for good every version that a collection has: coming back, it makes its next one. */
export async function sealCollection(
  tx: Tx,
  _grant: Grant<'testimony.withdraw'>,
  slug: string,
): Promise<void> {
  await tx.publicForm.updateMany({
    where: { kind: 'collection', key: slug, outdated: false },
    data: { sealed: true, outdated: true },
  });
}
