import type { UserActor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import { recordEvent } from '@/lib/custody/record-event';
import type { Tx } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { type Refused, type Result, refuse } from '@/lib/result';
import { TESTIMONY_WHOLE, testimonyForm } from './public-form';
import { refuseTooMany, standInLine } from './reversals';
import { noteAsked, settleAsked, whoAsked } from './second-person';
import { formText, putForm } from './shelf';
import { unsealNamed } from './unnamed-authorities';

/** Asks, as the first of two people, that a redaction be undone: another must confirm. */
export async function askLift(
  actor: UserActor,
  input: { id: string; why: string },
  context: Context,
): Promise<Result<undefined, Refused>> {
  const grant = authorize(actor, 'testimony.restore');
  if (!grant.ok) return grant;
  return inTransaction(context.db, async (tx) => {
    const found = await lockRedaction(tx, input.id);
    if (!found.ok) return found;
    return noteAsked(tx, actor, { action: 'lift-redaction', subjectKey: input.id, why: input.why });
  });
}

/**
 * Confirms, as the second of two people, that a redaction be undone: the next version of the public form
 * shows again what was taken out. The versions of before stay sealed. Counts with undone withdrawals
 * under the hourly cap, since both bring back what somebody had reason to hide.
 */
export async function confirmLift(
  actor: UserActor,
  input: { id: string },
  context: Context,
): Promise<Result<{ reference: string }, Refused>> {
  // First, so that nobody else learns whether somebody asked.
  const seconded = authorize(actor, 'testimony.restore');
  if (!seconded.ok) return seconded;
  const asked = await whoAsked(context, { action: 'lift-redaction', subjectKey: input.id });
  if (!asked.ok) return asked;
  const { first } = asked.value;
  const grant = authorize(first, 'testimony.restore');
  if (!grant.ok) return grant;
  if (first.id === actor.id) {
    return refuse(
      'second-person-needed',
      'Undoing a redaction needs two people: the second must be another.',
    );
  }
  const lifted = await inTransaction(context.db, async (tx) => {
    await standInLine(tx);
    const found = await lockRedaction(tx, input.id);
    if (!found.ok) return found;
    const now = context.clock();
    const tooMany = await refuseTooMany(tx, now);
    if (!tooMany.ok) return tooMany;
    await tx.redaction.update({ where: { id: input.id }, data: { liftedAt: now } });
    const { reference, id, state } = found.value;
    const event = { subject: { kind: 'testimony', key: reference }, public: true } as const;
    if (state === 'published') {
      await unsealNamed(tx, grant.value, id);
      const whole = await tx.testimony.findUniqueOrThrow({ where: { id }, include: TESTIMONY_WHOLE });
      const form = testimonyForm(whole);
      const { version } = await putForm(tx, grant.value, form, context.random);
      await tx.testimony.update({ where: { id }, data: { version, updatedAt: now } });
      await recordEvent(
        tx,
        first,
        {
          ...event,
          type: 'restored',
          body: { version, of: 'redaction', people: 2 },
          commit: { form: formText(form) },
        },
        context.random,
      );
    } else {
      await recordEvent(
        tx,
        first,
        { ...event, type: 'edited', body: { of: 'redaction', lifted: true, people: 2 } },
        context.random,
      );
    }
    return { ok: true as const, value: { reference } };
  });
  if (lifted.ok) await settleAsked(context, asked.value.id);
  return lifted;
}

async function lockRedaction(
  tx: Tx,
  id: string,
): Promise<Result<{ reference: string; id: string; state: string }, Refused>> {
  const nothing = refuse('no-such-redaction', 'There is no such redaction.');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return nothing;
  await tx.$queryRaw`SELECT 1 FROM testimony JOIN redaction ON redaction.testimony_id = testimony.id
    WHERE redaction.id = ${id}::uuid FOR UPDATE OF testimony`;
  const row = await tx.redaction.findUnique({ where: { id }, include: { testimony: true } });
  return row && row.liftedAt === null ? { ok: true, value: row.testimony } : nothing;
}
