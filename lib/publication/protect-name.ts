import type { UserActor } from '@/lib/access/actor';
import { authorize, type Grant } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import { NAME_REASON } from '@/lib/archive/withhold-name';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { protectedNames } from './protected-names';
import { TESTIMONY_WHOLE, testimonyForm } from './public-form';
import { orTakeBack, refusalOf } from './refused-inside';
import { sealForms } from './shelf';
import { refuseStillShown, showLess } from './show-less';
import { NAMES_ACCOUNT } from './unnamed-authorities';

/**
 * Protects the name of whoever speaks in a testimony, in one transaction: every testimony of theirs gets
 * a next version without name, account and address, in whose words the name is a mark; all versions
 * before, their page and the pages of accounts that only they spoke through are sealed. What is published
 * of them later is made the same way. One person does it alone and without a cap, since it only shows
 * less; two show the name again (`reveal-name.ts`). Refuses where the name would still be told by a
 * source, an event or a relation of theirs, which it names.
 */
export async function protectName(
  actor: UserActor,
  input: { reference: string },
  context: Context,
): Promise<Result<{ reference: string; testimonies: number }, Refused>> {
  const grant = authorize(actor, 'testimony.redact');
  if (!grant.ok) return grant;
  const reference = readReference(input.reference);
  if (reference === null) return refuse('bad-reference', `“${input.reference}” is not a reference.`);
  return refusalOf(() =>
    inTransaction(context.db, async (tx) => {
      const found = await tx.testimony.findUnique({ where: { reference }, include: { speaker: true } });
      if (!found) return refuse('no-such-testimony', `There is no testimony ${reference}.`);
      const { speakerId } = found;
      await lockSpeaker(tx, speakerId);
      const speaker = await tx.speaker.findUniqueOrThrow({ where: { id: speakerId } });
      if (speaker.nameProtected) return refuse('name-protected', 'This name is protected already.');
      await setProtected(tx, grant.value, speakerId, true);
      const theirs = await tx.testimony.findMany({ where: { speakerId }, include: TESTIMONY_WHOLE });
      for (const whole of theirs) {
        const form = testimonyForm(whole);
        orTakeBack(await refuseStillShown(tx, whole.id, form, protectedNames(whole)));
        const { id, state } = whole;
        await showLess(tx, actor, grant.value, { id, state, form }, NAME_REASON, context);
      }
      await sealForms(tx, grant.value, 'person', [speaker.slug], true);
      await sealForms(tx, grant.value, 'account', await accountsThatTell(tx, speakerId), true);
      return { ok: true, value: { reference, testimonies: theirs.length } };
    }),
  );
}

/**
 * Locks a speaker and all their testimonies, these first, as a correction does. Whoever is about to
 * publish another of theirs holds the speaker's row, and is waited for.
 */
export async function lockSpeaker(tx: Tx, speakerId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM testimony WHERE speaker_id = ${speakerId}::uuid ORDER BY id FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM speaker WHERE id = ${speakerId}::uuid FOR UPDATE`;
}

/** Marks a speaker's name as protected, or as shown again. */
export async function setProtected(
  tx: Tx,
  _grant: Grant<'testimony.redact'> | Grant<'name.reveal'>,
  speakerId: string,
  nameProtected: boolean,
): Promise<void> {
  await tx.speaker.update({ where: { id: speakerId }, data: { nameProtected } });
}

/** Accounts that carry this speaker's words, or are kept as theirs, and through which nobody else speaks openly. */
async function accountsThatTell(tx: Tx, speakerId: string): Promise<string[]> {
  const theirs = [{ testimonies: { some: { speakerId } } }, { speakers: { some: { speakerId } } }];
  const rows = await tx.account.findMany({
    where: { OR: theirs, NOT: { testimonies: { some: NAMES_ACCOUNT } } },
    select: { slug: true },
  });
  return rows.map(({ slug }) => slug);
}
