import type { Actor, UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { TESTIMONY_WHOLE, testimonyForm } from './public-form';
import { relationKeys } from './relation-keys';
import { refuseTooMany, standInLine } from './reversals';
import { formText, putForm, sealForms } from './shelf';
import { unsealNamed } from './unnamed-authorities';

/**
 * Undoes a withdrawal. It needs two people, of whom the second is never the first; both must hold the
 * role that may restore. Refuses past the hourly cap, which sealing never has.
 */
export async function restore(
  actor: Actor,
  input: { reference: string; second: UserActor },
  context: Context,
): Promise<Result<{ reference: string }, Refused>> {
  const grant = authorize(actor, 'testimony.restore');
  if (!grant.ok) return grant;
  const seconded = authorize(input.second, 'testimony.restore');
  if (!seconded.ok) return seconded;
  if (actor.type === 'user' && actor.id === input.second.id) {
    return refuse(
      'second-person-needed',
      'Undoing a withdrawal needs two people: the second must be another.',
    );
  }
  const reference = readReference(input.reference);
  if (reference === null) return refuse('bad-reference', `“${input.reference}” is not a reference.`);

  return inTransaction(context.db, async (tx) => {
    await standInLine(tx);
    await tx.$queryRaw`SELECT 1 FROM testimony WHERE reference = ${reference} FOR UPDATE`;
    const testimony = await tx.testimony.findUnique({ where: { reference } });
    if (testimony?.state !== 'withdrawn') {
      return refuse('not-withdrawn', `There is no withdrawn testimony ${reference}.`);
    }
    const now = context.clock();
    const tooMany = await refuseTooMany(tx, now);
    if (!tooMany.ok) return tooMany;
    await tx.testimony.update({
      where: { reference },
      data: { state: 'published', stateReason: null, updatedAt: now },
    });
    await tx.tombstone.delete({ where: { reference } });
    await sealForms(tx, grant.value, 'testimony', [reference], false);
    await unsealNamed(tx, grant.value, testimony.id);
    const whole = await tx.testimony.findUniqueOrThrow({ where: { reference }, include: TESTIMONY_WHOLE });
    const form = testimonyForm(whole);
    const { version } = await putForm(tx, grant.value, form, context.random);
    await sealForms(
      tx,
      grant.value,
      'relation',
      await relationKeys(tx, testimony.id, 'both-published'),
      false,
    );
    await recordEvent(
      tx,
      actor,
      {
        type: 'restored',
        subject: { kind: 'testimony', key: reference },
        body: { version, people: 2 },
        public: true,
        commit: { form: formText(form) },
      },
      context.random,
    );
    return { ok: true, value: { reference } };
  });
}
