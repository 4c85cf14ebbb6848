import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { parseArgs } from 'node:util';
import { EXPORT_FORMATS } from '@/lib/reading/export-lines';
import { runArchive } from './load/run-archive';
import { isFlat } from './load/watch-memory';
import { fillShelf } from './search/fill-shelf';

/** What the web process may take for an export besides what it holds anyway, in MiB. */
const MAY_TAKE = 200;
const LOOK_EVERY = 50;

/**
 * `npm run bench -- export [--records N]`: takes all of N records (100,000 by default) from the archive's own
 * web process, in each format, bare and with gzip, and prints the memory that the system counts for that
 * process (VmRSS of /proc, so on Linux alone). Fails where it grew on the way, or by more than 200 MiB.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { records: { type: 'string' } } });
  const records = Number(values.records ?? 100_000);
  if (!(records > 0)) {
    process.stderr.write('--records takes a number above 0.\n');
    return 2;
  }
  const archive = await runArchive();
  try {
    await fillShelf(archive.superUrl, records, () => {});
    const web = archive.parts.web ?? 0;
    process.stdout.write(
      '| format | answer | seconds | first byte | memory before, at most, after |\n|---|---|---|---|---|\n',
    );
    let failed = false;
    for (const format of EXPORT_FORMATS) {
      for (const encoding of ['identity', 'gzip']) {
        const took = await takeExport(`${archive.site}/api/v1/export?format=${format}`, encoding, web);
        const most = Math.max(...took.looks);
        process.stdout.write(
          `| ${format}, ${encoding} | ${mebibytes(took.bytes)} | ${(took.ms / 1000).toFixed(1)} | ${took.firstByte.toFixed(0)} ms | ${mebibytes(took.before)}, ${mebibytes(most)}, ${mebibytes(took.looks.at(-1) ?? 0)} |\n`,
        );
        failed ||= most - took.before > MAY_TAKE * 2 ** 20 || !isFlat(took.looks);
      }
    }
    return failed ? 1 : 0;
  } finally {
    await archive.stop();
  }
}

interface Taken {
  bytes: number;
  ms: number;
  firstByte: number;
  before: number;
  /** Memory of the process while the answer came, in bytes. */
  looks: number[];
}

/** Takes an answer to its end; rejects where it breaks off or is no 200. */
async function takeExport(url: string, encoding: string, process: number): Promise<Taken> {
  const before = await memoryOf(process);
  const looks: number[] = [];
  const watch = setInterval(() => void memoryOf(process).then((look) => looks.push(look)), LOOK_EVERY);
  const began = performance.now();
  try {
    const [bytes, firstByte] = await new Promise<[number, number]>((resolve, reject) => {
      get(url, { headers: { 'accept-encoding': encoding }, agent: false }, (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`${url} answered ${answer.statusCode}`));
        let [count, first] = [0, 0];
        answer.on('data', (chunk: Buffer) => {
          first ||= performance.now() - began;
          count += chunk.length;
        });
        answer.on('end', () => resolve([count, first]));
        answer.on('error', reject);
      }).on('error', reject);
    });
    looks.push(await memoryOf(process));
    return { bytes, ms: performance.now() - began, firstByte, before, looks };
  } finally {
    clearInterval(watch);
  }
}

async function memoryOf(process: number): Promise<number> {
  const status = await readFile(`/proc/${process}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}
