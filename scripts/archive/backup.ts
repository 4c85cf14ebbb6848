import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import type { Context } from '@/lib/context';
import { openFolderSink } from '@/lib/custody/export/folder-sink';
import { restoreBag } from '@/lib/custody/export/restore-bag';
import { unseal } from '@/lib/custody/export/sealed-file';
import { folderFiles } from '@/lib/custody/offline-verifier.mjs';
import { replayErasures } from '@/lib/publication/replay-erasures';
import { type Result, refuse } from '@/lib/result';
import { backupKey, custodyFiles } from '../operator/custody-files';
import { printRefusal, printResult } from '../operator/print';
import { recordExport, writeWhole } from '../operator/whole-copy';
import { OPERATOR, withArchive } from '../operator/with-archive';

type Options = { json?: boolean };

/** `backup OUT`, `restore IN`, `unseal IN OUT`: a whole copy, and back. */
export function register(program: Command): void {
  program
    .command('backup')
    .description('Write a whole copy of the archive into one file, sealed to the backup key.')
    .argument('<out>', 'a file that is not there yet')
    .option('--json', 'print the outcome as JSON')
    .action((out: string, options: Options) =>
      withArchive(options, async (context) => {
        const done = await writeWhole(context, out, 'bagit');
        if (!done.ok) return printRefusal(options, done);
        await recordExport(context, 'backup', 'all');
        printResult(options, { ok: true, out }, [done.value]);
        return 0;
      }),
    );
  program
    .command('restore')
    .description('Bring a whole copy back into an empty archive, then erase again what was erased since.')
    .argument('<in>', 'a sealed file, or the folder that unseal made of one')
    .option('--json', 'print the outcome as JSON')
    .action((from: string, options: Options) =>
      withArchive(options, async (context) => {
        const done = await restore(from, context);
        if (!done.ok) return printRefusal(options, done);
        const { rows, replayed } = done.value;
        printResult(options, { ok: true, ...done.value }, [
          `${rows} rows are back; ${replayed} erasures were done again. To check: npm run archive -- verify`,
        ]);
        return 0;
      }),
    );
  program
    .command('unseal')
    .description('Open a sealed copy into a folder, which is then in the clear: mind where.')
    .argument('<in>', 'a sealed file')
    .argument('<out>', 'a folder that is not there yet')
    .option('--json', 'print the outcome as JSON')
    .action(async (from: string, out: string, options: Options) => {
      const done = await openInto(from, out);
      if (!done.ok) {
        process.exitCode = printRefusal(options, done);
        return;
      }
      printResult(options, { ok: true, ...done.value }, [`${out}: ${done.value.files} files.`]);
    });
}

async function restore(from: string, context: Context): Promise<Result<{ rows: number; replayed: number }>> {
  const files = custodyFiles();
  const folder = path.join(await mkdtemp(path.join(tmpdir(), 'sawt-restore-')), 'copy');
  try {
    const isFolder = await isBag(from);
    const opened = isFolder ? { ok: true as const, value: null } : await openInto(from, folder);
    if (!opened.ok) return opened;
    const bag = isFolder ? from : folder;
    const restored = await restoreBag(OPERATOR, context, bag);
    if (!restored.ok) return restored;
    const replayed = await replayErasures(files.erasures, context);
    if (!replayed.ok) return replayed;
    await keepCheckpoints(bag, files.checkpoints);
    return { ok: true, value: { rows: restored.value.rows, replayed: replayed.value } };
  } finally {
    // In the clear on this disk for as long as it took, and no longer.
    await rm(path.dirname(folder), { recursive: true, force: true });
  }
}

async function openInto(from: string, out: string): Promise<Result<{ files: number }>> {
  const { privateKey, file } = backupKey();
  if (!privateKey) return refuse('no-private-key', `${file} holds the public half alone, which cannot open.`);
  const sink = await openFolderSink(out);
  if (!sink.ok) return sink;
  return unseal(from, privateKey, sink.value);
}

async function isBag(from: string): Promise<boolean> {
  try {
    return folderFiles(from).list().includes('bagit.txt');
  } catch {
    return false;
  }
}

async function keepCheckpoints(bag: string, checkpoints: string): Promise<void> {
  await mkdir(checkpoints, { recursive: true });
  for (const name of folderFiles(bag).list()) {
    const size = /^data\/log\/checkpoints\/(\d+)\.txt$/.exec(name)?.[1];
    if (size) await copyFile(path.join(bag, name), path.join(checkpoints, `checkpoint-${size}.txt`));
  }
}
