import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Context } from '@/lib/context';
import { FORMATS } from '@/lib/intake/formats';
import { readMap } from '@/lib/intake/formats/csv/read-map';
import type { ImportOutcome } from '@/lib/intake/import-request';
import type { ImportReport } from '@/lib/intake/report';
import { stageAccession } from '@/lib/intake/stage-accession';
import { type Result, refuse } from '@/lib/result';
import { printRefusal, printResult, progressLine } from '../operator/print';
import { OPERATOR, withArchive } from '../operator/with-archive';

interface Options {
  format?: string;
  zone?: string;
  map?: string;
  dryRun?: boolean;
  json?: boolean;
}

/** `import PATH…`: files, folders, zip and tar.gz archives come into the queue as one accession. */
export function register(program: Command): void {
  program
    .command('import')
    .description('Bring files into the queue as one accession; nothing is published. See docs/importing.md.')
    .argument('<path...>', 'files, folders, zip or tar.gz archives')
    .option('--format <name>', `read as this format: ${FORMATS.map((format) => format.name).join(', ')}`)
    .option('--zone <zone>', 'IANA zone of local times without an offset, such as Asia/Damascus')
    .option('--map <file>', 'JSON file that says what a CSV’s own column names mean: {"Tweet text": "text"}')
    .option('--dry-run', 'do everything and keep nothing')
    .option('--json', 'print the report as JSON')
    .action(async (paths: string[], options: Options) => {
      await withArchive(options, (context) => runImport(paths, options, context));
    });
}

async function runImport(paths: string[], options: Options, context: Context): Promise<number> {
  const map = options.map === undefined ? null : await loadMap(options.map);
  if (map && !map.ok) return printRefusal(options, map);
  const progress = progressLine(options);
  const imported = await stageAccession(
    OPERATOR,
    {
      paths,
      format: options.format ?? null,
      zone: options.zone ?? null,
      map: map ? map.value : null,
      dryRun: options.dryRun ?? false,
      onProgress: (records, share) => progress.show(describeProgress(records, share)),
    },
    context,
  );
  progress.end();
  if (!imported.ok) return printRefusal(options, imported);
  printResult(options, { ok: true, ...imported.value }, describe(imported.value));
  return nothingReadable(imported.value.report) ? 1 : 0;
}

function describeProgress(records: number, share: number | null): string {
  const read = `${records.toLocaleString('en')} records`;
  if (share === null) return `${read} …`;
  const done = Math.floor(share * BAR);
  return `[${'='.repeat(done)}${' '.repeat(BAR - done)}] ${Math.floor(share * 100)} %, ${read}`;
}

const BAR = 30;

async function loadMap(file: string): Promise<Result<Readonly<Record<string, string>>>> {
  try {
    return readMap(await readFile(file, 'utf8'));
  } catch (error) {
    return refuse(
      'map-not-readable',
      `“${file}” cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** An input of which not one record could be used failed, however politely. */
function nothingReadable(report: ImportReport): boolean {
  return report.read === report.quarantined;
}

function describe({ accession, formats, fileName, dryRun, resumed, report }: ImportOutcome): string[] {
  const lines = [
    `${fileName}: ${formats.join(', ')}${resumed ? ', going on where an earlier import was cut off' : ''}`,
    ...count(report.staged, 'staged, waiting for a decision'),
    ...count(report.captures, 'further captures of posts that are here already'),
    ...count(report.held, 'already held'),
    ...count(report.passedOver, `left out (${reasons(report.passedOverBy)})`),
    ...count(report.quarantined, `quarantined (${reasons(report.quarantinedBy)})`),
  ];
  for (const example of report.examples) {
    lines.push(
      `    record ${example.record}, ${example.member} at byte ${example.position}: ${example.message}`,
    );
  }
  const unknown = Object.entries(report.unknownFields).map(([field, times]) => `${field} (${times})`);
  if (unknown.length > 0)
    lines.push(`  fields kept in the originals but not understood: ${unknown.join(', ')}`);
  if (report.notReadCount > 0) {
    const named = report.notRead.length > 0 ? `: ${report.notRead.slice(0, 10).join(', ')}` : '';
    lines.push(`  ${report.notReadCount} files in it were not read${named}`);
  }
  if (dryRun) lines.push('A dry run: nothing was kept.');
  else if (accession) lines.push(`Accession ${accession.slug}`);
  else lines.push('Nothing new: no accession was made.');
  return lines;
}

function count(number: number, what: string): string[] {
  return number > 0 ? [`  ${number.toLocaleString('en')} ${what}`] : [];
}

function reasons(by: Readonly<Record<string, number>>): string {
  return Object.entries(by)
    .map(([reason, times]) => `${reason} ${times}`)
    .join(', ');
}
