import type { Actor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import { readReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import { type Refused, type Result, refuse } from '@/lib/result';
import { makeReceipt, receiptDigest } from './receipt';

/**
 * Takes a concern about a published testimony, or the wish that it be taken down. It hides nothing: it
 * waits for a person. Gives the receipt, this once. Refuses one about nothing that is published.
 */
export async function reportRecord(
  actor: Actor,
  report: { kind: 'concern' | 'takedown'; reference: string; words: string },
  context: Context,
): Promise<Result<{ receipt: string }, Refused>> {
  const grant = authorize(actor, 'report.submit');
  if (!grant.ok) return grant;
  const reference = readReference(report.reference);
  const words = report.words.trim();
  if (words === '') return refuse('words-missing', 'Say what it is about.');
  const found =
    reference === null
      ? null
      : await context.db.testimony.findUnique({ where: { reference }, select: { state: true } });
  // Whether something unpublished exists is told to nobody.
  if (found?.state !== 'published') return refuse('no-such-testimony', 'There is no such testimony.');
  const receipt = makeReceipt(context.random);
  await context.db.outsideMessage.create({
    data: {
      kind: report.kind,
      reference,
      words,
      receipt: receiptDigest(receipt),
      createdAt: context.clock(),
    },
  });
  return { ok: true, value: { receipt } };
}
