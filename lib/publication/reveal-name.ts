import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import type { Speaker } from '@/lib/db/generated/client';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { lockSpeaker, setProtected } from './protect-name';
import { accountForm, personForm, TESTIMONY_WHOLE, testimonyForm } from './public-form';
import { refuseTooMany, standInLine } from './reversals';
import { noteAsked, settleAsked, whoAsked } from './second-person';
import { formText, putForm } from './shelf';

/** Asks, as the first of two people, that the protected name in a testimony be shown again. */
export async function askReveal(
  actor: UserActor,
  input: { reference: string; why: string },
  context: Context,
): Promise<Result<undefined, Refused>> {
  const grant = authorize(actor, 'name.reveal');
  if (!grant.ok) return grant;
  return inTransaction(context.db, async (tx) => {
    const speaker = await protectedSpeaker(tx, input.reference);
    if (!speaker.ok) return speaker;
    await lockSpeaker(tx, speaker.value.id);
    return noteAsked(tx, actor, {
      action: 'reveal-name',
      subjectKey: speaker.value.id,
      why: input.why,
    });
  });
}

/**
 * Confirms, as the second of two people, that a protected name be shown again: each published testimony
 * of the speaker gets a next version with it, and their page comes back. Versions that were sealed stay
 * sealed. Counts as one under the hourly cap of what is undone.
 */
export async function confirmReveal(
  actor: UserActor,
  input: { reference: string },
  context: Context,
): Promise<Result<{ testimonies: number }, Refused>> {
  const seconded = authorize(actor, 'name.reveal');
  if (!seconded.ok) return seconded;
  const subject = await protectedSpeaker(context.db, input.reference);
  if (!subject.ok) return subject;
  const asked = await whoAsked(context, { action: 'reveal-name', subjectKey: subject.value.id });
  if (!asked.ok) return asked;
  const { first } = asked.value;
  const grant = authorize(first, 'name.reveal');
  if (!grant.ok) return grant;
  if (first.id === actor.id) {
    return refuse(
      'second-person-needed',
      'Showing a protected name needs two people: the second must be another.',
    );
  }
  const shown = await inTransaction(context.db, async (tx) => {
    await standInLine(tx);
    await lockSpeaker(tx, subject.value.id);
    const speaker = await protectedSpeaker(tx, input.reference);
    if (!speaker.ok) return speaker;
    const now = context.clock();
    const tooMany = await refuseTooMany(tx, now);
    if (!tooMany.ok) return tooMany;
    await setProtected(tx, grant.value, speaker.value.id, false);
    const theirs = await tx.testimony.findMany({
      where: { speakerId: speaker.value.id, state: 'published' },
      include: TESTIMONY_WHOLE,
    });
    if (theirs.length > 0 || (await isStanding(tx, speaker.value.slug))) {
      await putForm(tx, grant.value, personForm(speaker.value), context.random);
    }
    for (const [at, whole] of theirs.entries()) {
      const form = testimonyForm(whole);
      if (form.account && whole.account) {
        await putForm(tx, grant.value, accountForm(whole.account), context.random);
      }
      const { version } = await putForm(tx, grant.value, form, context.random);
      await tx.testimony.update({ where: { id: whole.id }, data: { version, updatedAt: now } });
      await recordEvent(
        tx,
        first,
        {
          type: 'restored',
          subject: { kind: 'testimony', key: whole.reference },
          body: { version, of: 'name', people: 2, nth: at + 1 },
          public: true,
          commit: { form: formText(form) },
        },
        context.random,
      );
    }
    return { ok: true as const, value: { testimonies: theirs.length } };
  });
  if (shown.ok) await settleAsked(context, asked.value.id);
  return shown;
}

async function protectedSpeaker(db: Pick<Tx, 'testimony'>, raw: string): Promise<Result<Speaker, Refused>> {
  const reference = readReference(raw);
  const found =
    reference === null
      ? null
      : await db.testimony.findUnique({ where: { reference }, include: { speaker: true } });
  if (!found) return refuse('no-such-testimony', 'There is no such testimony.');
  if (!found.speaker.nameProtected) return refuse('name-not-protected', 'This name is not protected.');
  return { ok: true, value: found.speaker };
}

/** A person with a record of their own has their page also when no testimony names them. */
async function isStanding(tx: Tx, key: string): Promise<boolean> {
  return (await tx.publicForm.count({ where: { kind: 'person', key, standing: true } })) > 0;
}
