import { createHash } from 'node:crypto';
import type { Grant } from '@/lib/access/authorize';
import type { FormKind, FormOf, PublicForm } from '@/lib/archive/public-form';
import { canonicalJson, type Json } from '@/lib/custody/canonical-json';
import type { Tx } from '@/lib/db/client';

/**
 * The shelf: the table of public forms, which is all that readers can reach. Publishing puts a copy of
 * a record's public form there, withdrawing seals it.
 */
export type ShelfGrant =
  | Grant<'testimony.publish'>
  | Grant<'testimony.withdraw'>
  | Grant<'testimony.restore'>;

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

/** SHA-256 of a form in canonical JSON (RFC 8785), in lower-case hex: what citations and proofs name. */
export function formDigest(form: PublicForm): string {
  return createHash('sha256')
    .update(canonicalJson(form as unknown as Json))
    .digest('hex');
}

/**
 * Puts a form on the shelf as the newest version of its record and gives that version's number; a form
 * equal to the one already there makes no new version. `standing` marks an authority published by a
 * record of its own.
 */
export async function putForm(
  tx: Tx,
  _grant: ShelfGrant,
  form: PublicForm,
  standing = false,
): Promise<{ version: number; digest: string }> {
  const [kind, key, digest] = [form.form, formKey(form), formDigest(form)];
  const newest = await tx.publicForm.findFirst({ where: { kind, key }, orderBy: { version: 'desc' } });
  if (newest && newest.digest === digest && newest.current) {
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
  await tx.publicForm.create({
    data: {
      kind,
      key,
      version,
      form,
      digest,
      standing: standing || (newest?.standing ?? false),
      earliest: bounds?.earliest ?? null,
      latest: bounds?.latest ?? null,
    },
  });
  return { version, digest };
}

/** Takes every version of a record out of readers' sight, or back into it. */
export async function sealForms(
  tx: Tx,
  _grant: ShelfGrant,
  kind: FormKind,
  keys: string[],
  sealed: boolean,
): Promise<void> {
  await tx.publicForm.updateMany({ where: { kind, key: { in: keys }, sealed: !sealed }, data: { sealed } });
}

/** The current form of a record whether sealed or not, or null. */
export async function currentForm<Kind extends FormKind>(
  tx: Tx,
  kind: Kind,
  key: string,
): Promise<FormOf<Kind> | null> {
  const row = await tx.publicForm.findFirst({ where: { kind, key, current: true } });
  return row && (row.form as unknown as FormOf<Kind>);
}
