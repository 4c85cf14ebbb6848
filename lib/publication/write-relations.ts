import { type Actor, publicRole } from '@/lib/access/actor';
import type { Grant } from '@/lib/access/authorize';
import type { TestimonyRecord } from '@/lib/archive/record';
import { readReference } from '@/lib/archive/reference';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/client';
import { RELATION_WHOLE, relationForm } from './public-form';
import { refuseTelling } from './refuse-telling';
import { putForm } from './shelf';

/**
 * Relates a published testimony to those that its record names, and to it those that were published
 * before and name it: a relation waits until both its ends are in the archive, in whatever order they
 * come. Gives how many were written. Throws a refusal (`refused-inside.ts`) where a relation's reason or
 * source would tell what was redacted, or protected, at either of its ends.
 */
export async function writeRelations(
  tx: Tx,
  actor: Actor,
  grant: Grant<'testimony.publish'>,
  testimony: { id: string; reference: string },
  relations: TestimonyRecord['relations'],
  random: Context['random'],
): Promise<number> {
  let written = 0;
  for (const relation of relations) {
    const reference = readReference(relation.to);
    const other = reference === null ? null : await tx.testimony.findUnique({ where: { reference } });
    if (other?.state !== 'published') continue;
    await writeRelation(tx, actor, grant, testimony.id, other.id, relation, random);
    written += 1;
  }
  const waiting = await tx.$queryRaw<{ testimony_id: string; relations: TestimonyRecord['relations'] }[]>`
    SELECT testimony_id::text, proposal->'relations' AS relations FROM staged_item
    WHERE proposal->'relations' @> ${JSON.stringify([{ to: testimony.reference }])}::jsonb
      AND proposal->'relations' <> '[]' AND state = 'accepted' AND testimony_id IS NOT NULL
      -- A correction may have taken the relation away: what was accepted last counts.
      AND NOT EXISTS (SELECT 1 FROM staged_item later WHERE later.testimony_id = staged_item.testimony_id
        AND later.state = 'accepted' AND later.created_at > staged_item.created_at)`;
  for (const { testimony_id, relations: theirs } of waiting) {
    for (const relation of theirs.filter(({ to }) => to === testimony.reference)) {
      await writeRelation(tx, actor, grant, testimony_id, testimony.id, relation, random);
      written += 1;
    }
  }
  return written;
}

async function writeRelation(
  tx: Tx,
  actor: Actor,
  grant: Grant<'testimony.publish'>,
  fromId: string,
  toId: string,
  { type, reason, source }: TestimonyRecord['relations'][number],
  random: Context['random'],
): Promise<void> {
  if (fromId === toId) return;
  await refuseTelling(tx, { id: { in: [fromId, toId] } }, 'relation', { reason, source });
  const row = await tx.relation.upsert({
    where: { fromId_toId_type: { fromId, toId, type } },
    create: { fromId, toId, type, reason, source, madeBy: publicRole(actor) },
    update: {},
    include: RELATION_WHOLE,
  });
  await putForm(tx, grant, relationForm(row), random);
}
