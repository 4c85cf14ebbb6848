import { createHash } from 'node:crypto';
import { testimonyRecord } from '@/lib/archive/record';
import type { Context } from '@/lib/context';

/**
 * Puts one waiting item into the queue as an import would, with its archived original. `record` is a
 * `sawt/1` testimony as a file would hold it. Gives the item's id.
 */
export async function stageItem(context: Context, record: Record<string, unknown>): Promise<string> {
  const line = JSON.stringify(record);
  const bytes = Uint8Array.from(Buffer.from(line));
  const digest = createHash('sha256').update(bytes).digest('hex');
  const slug = `test-${digest.slice(0, 16)}-${Buffer.from(context.random(4)).toString('hex')}`;
  const accession = await context.db.accession.create({
    data: {
      slug,
      format: 'sawt/1',
      fileName: 'test.jsonl',
      fileDigest: digest,
      importedBy: 'test',
      state: 'finished',
    },
  });
  const original = await context.db.archivedOriginal.create({
    data: {
      accessionId: accession.id,
      make: 'submitted-row',
      mediaType: 'application/json',
      bytes,
      digest,
      position: 1,
    },
  });
  const proposal = testimonyRecord.parse(record);
  const item = await context.db.stagedItem.create({
    data: {
      accessionId: accession.id,
      originalId: original.id,
      position: 1,
      recordKind: 'testimony',
      proposal: JSON.parse(JSON.stringify(proposal)),
      speakerName: proposal.speaker,
      lang: proposal.lang,
      platform: proposal.platform,
      minor: proposal.minor,
    },
  });
  return item.id;
}
