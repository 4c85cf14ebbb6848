import type { UserActor } from '@/lib/access/actor';
import type { Grant } from '@/lib/access/authorize';
import type { FormOf } from '@/lib/archive/public-form';
import type { WithdrawalClass } from '@/lib/archive/vocabulary';
import { stillShown } from '@/lib/archive/withhold';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import { type Refused, type Result, refuse } from '@/lib/result';
import { referencesOf } from './references-of';
import { relationKeys } from './relation-keys';
import { formText, putForm, sealOutdated } from './shelf';
import { namedBy, sealUnnamed } from './unnamed-authorities';

/**
 * Puts a form that shows less on the shelf as a testimony's next version, seals every version before
 * for good, and writes it into the ledger, in the caller's transaction. `form` is made from the rows as
 * they are now.
 */
export async function showLess(
  tx: Tx,
  actor: UserActor,
  grant: Grant<'testimony.redact'>,
  { id, state, form }: { id: string; state: string; form: FormOf<'testimony'> },
  reason: WithdrawalClass,
  context: Context,
): Promise<void> {
  const { reference } = form;
  const outdated = await sealOutdated(tx, grant, reference);
  const event = { subject: { kind: 'testimony', key: reference }, public: true } as const;
  // A withdrawn one shows nothing; restoring it makes its next version, which shows less as well.
  if (state !== 'published') {
    const body = { redacted: true, reason, outdated };
    await recordEvent(tx, actor, { ...event, type: 'edited', body }, context.random);
    return;
  }
  const { version } = await putForm(tx, grant, form, context.random);
  await tx.testimony.update({ where: { id }, data: { version, updatedAt: context.clock() } });
  await sealUnnamed(tx, grant, await namedBy(tx, id));
  const body = { version, reason, outdated };
  const commit = { form: formText(form) };
  await recordEvent(tx, actor, { ...event, type: 'redacted', body, commit }, context.random);
}

/**
 * Refuses when any of `words` would still be told by a testimony's form, by what relates it to others, or by
 * a collection that it is part of: names are made elsewhere, and half of it would look like the whole. The
 * message says where it stands.
 */
export async function refuseStillShown(
  tx: Tx,
  testimonyId: string,
  form: FormOf<'testimony'>,
  words: readonly string[],
): Promise<Result<undefined, Refused>> {
  if (words.length === 0) return { ok: true, value: undefined };
  const { redacted: _, ...shown } = form;
  const relations = await tx.publicForm.findMany({
    where: { kind: 'relation', current: true, key: { in: await relationKeys(tx, testimonyId) } },
    select: { form: true },
  });
  const where = stillShown({ ...shown, relations: relations.map((one) => one.form) }, words);
  if (where === null) return refuseInCollections(tx, form.reference, words);
  return refuse(
    'still-shown',
    `These words would still be shown by “${where}” of ${form.reference}: withhold or correct that first.`,
  );
}

async function refuseInCollections(
  tx: Tx,
  reference: string,
  words: readonly string[],
): Promise<Result<undefined, Refused>> {
  const collections = await tx.publicForm.findMany({
    where: { kind: 'collection', current: true, sealed: false },
    select: { key: true, form: true },
  });
  for (const { key, form } of collections) {
    const { items, ...rest } = form as unknown as FormOf<'collection'>;
    const telling = referencesOf(items).includes(reference) && stillShown({ ...rest, items }, words) !== null;
    if (telling) {
      return refuse(
        'still-shown',
        `These words would still be shown by the collection “${key}”, which ${reference} is part of: withdraw or correct that first.`,
      );
    }
  }
  return { ok: true, value: undefined };
}
