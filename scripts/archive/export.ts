import { type Command, Option } from 'commander';
import type { Context } from '@/lib/context';
import { exportPublicBag } from '@/lib/custody/export/export-bag';
import { exportLines } from '@/lib/custody/export/export-lines';
import { exportStatic } from '@/lib/custody/export/export-static';
import { openFolderSink } from '@/lib/custody/export/folder-sink';
import { ok, type Result } from '@/lib/result';
import { loadKeeping } from '../operator/custody-files';
import { printRefusal, printResult } from '../operator/print';
import { recordExport, writeWhole } from '../operator/whole-copy';
import { withArchive } from '../operator/with-archive';

const FORMATS = ['bagit', 'jsonl', 'csv', 'static'] as const;
interface Options {
  format: (typeof FORMATS)[number];
  audience: 'public' | 'all';
  json?: boolean;
}

/** `export OUT`: the archive, leaving with everything. */
export function register(program: Command): void {
  program
    .command('export')
    .description('Take the archive away: the public one in the open, all of it sealed to the backup key.')
    .argument('<out>', 'a folder that is not there yet (bagit, static) or a file (jsonl, csv, and all)')
    .addOption(new Option('--format <format>', 'what to write').choices(FORMATS).makeOptionMandatory())
    .addOption(
      new Option('--audience <who>', 'public forms alone, or everything, sealed')
        .choices(['public', 'all'])
        .default('public'),
    )
    .option('--json', 'print the outcome as JSON')
    .action((out: string, options: Options) =>
      withArchive(options, async (context) => {
        const { format, audience } = options;
        const done = await write(context, out, options);
        if (!done.ok) return printRefusal(options, done);
        await recordExport(context, format, audience);
        printResult(options, { ok: true, format, audience, out }, [done.value]);
        return 0;
      }),
    );
}

/** Does the export and gives one sentence about it. */
function write(context: Context, out: string, { format, audience }: Options): Promise<Result<string>> {
  if (audience === 'all') return writeWhole(context, out, format);
  switch (format) {
    case 'bagit':
      return writeBag(context, out);
    case 'static':
      return writeStatic(context, out);
    case 'jsonl':
    case 'csv':
      return writeLines(context, out, format);
  }
}

async function writeBag(context: Context, out: string): Promise<Result<string>> {
  const sink = await openFolderSink(out);
  if (!sink.ok) return sink;
  const size = await exportPublicBag(context, loadKeeping(), sink.value);
  if (!size.ok) return size;
  return ok(
    `${out}: a bag with ${size.value} log entries. To check it anywhere: node ${out}/verify-bundle.mjs`,
  );
}

async function writeStatic(context: Context, out: string): Promise<Result<string>> {
  const sink = await openFolderSink(out);
  if (!sink.ok) return sink;
  const size = await exportStatic(context, loadKeeping(), sink.value);
  if (!size.ok) return size;
  return ok(`${out}: open ${out}/index.html; it needs no network.`);
}

async function writeLines(context: Context, out: string, format: 'jsonl' | 'csv'): Promise<Result<string>> {
  const done = await exportLines(context, format, out);
  return done.ok ? ok(`${out}: ${done.value.lines} lines.`) : done;
}
