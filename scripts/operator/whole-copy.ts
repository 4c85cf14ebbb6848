import type { Context } from '@/lib/context';
import { exportWholeBag } from '@/lib/custody/export/export-bag';
import { openSealedSink } from '@/lib/custody/export/sealed-file';
import { recordEvent } from '@/lib/custody/record-event';
import { inTransaction } from '@/lib/db/transaction';
import { ok, type Result, refuse } from '@/lib/result';
import { backupKey, loadKeeping } from './custody-files';
import { OPERATOR } from './with-archive';

/** Everything goes as a bag, whatever was asked for: another format has no place for it. */
export async function writeWhole(context: Context, out: string, format: string): Promise<Result<string>> {
  if (format !== 'bagit') {
    return refuse(
      'not-for-all',
      'Only --format bagit holds everything: the other formats have the public form alone.',
    );
  }
  const key = backupKey();
  const sink = await openSealedSink(out, key.publicKey);
  if (!sink.ok) return sink;
  let size: Awaited<ReturnType<typeof exportWholeBag>>;
  try {
    size = await exportWholeBag(OPERATOR, context, loadKeeping(), sink.value);
    // The end may be what the disk has no room for.
    if (size.ok) await sink.value.finish();
  } catch (error) {
    await sink.value.abandon();
    throw error;
  }
  if (!size.ok) {
    await sink.value.abandon();
    return size;
  }
  return ok(`${out}: a whole copy with ${size.value} log entries, sealed to ${key.file}. ${key.advice}`);
}

/** After the export, so that the copy ends before the entry that tells of it. */
export async function recordExport(context: Context, format: string, audience: string): Promise<void> {
  const event = {
    type: 'exported',
    subject: { kind: 'archive', key: 'archive' },
    body: { format, audience },
    public: false,
  } as const;
  await inTransaction(context.db, (tx) => recordEvent(tx, OPERATOR, event, context.random));
}
