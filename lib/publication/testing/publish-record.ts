import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UserActor } from '@/lib/access/actor';
import type { Context } from '@/lib/context';
import { stageAccession } from '@/lib/intake/stage-accession';
import { acceptItem } from '../accept-item';

/** Imports one `sawt/1` record from a file of its own in `folder`, custody and all. */
export async function importRecord(
  actor: UserActor,
  record: Record<string, unknown>,
  folder: string,
  context: Context,
): Promise<void> {
  const name = createHash('sha256').update(JSON.stringify(record)).digest('hex');
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, `${JSON.stringify({ format: 'sawt/1', ...record })}\n`);
  const staged = await stageAccession(actor, { paths: [file] }, context);
  if (!staged.ok) throw new Error(staged.message);
}

/** Imports one record and accepts it at once; gives its reference. No other item may have its text. */
export async function publishRecord(
  actor: UserActor,
  record: { text: string; [field: string]: unknown },
  folder: string,
  context: Context,
): Promise<string> {
  await importRecord(actor, record, folder, context);
  const item = await context.db.stagedItem.findFirstOrThrow({
    where: { proposal: { path: ['text'], equals: record.text } },
  });
  const approval = { basis: 'public-figure', risk: 'ordinary', minor: false } as const;
  const input = { itemId: item.id, version: item.version, approval, requestKey: null };
  const accepted = await acceptItem(actor, input, context);
  if (!accepted.ok || accepted.value.outcome !== 'published') throw new Error(JSON.stringify(accepted));
  return accepted.value.reference!;
}
