import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { SystemActor } from '@/lib/access/actor';
import { liveContext } from '@/lib/context';
import { connect } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrations/migrate';
import type { DatabaseUrls } from '@/lib/db/roles';
import { startScratchPostgres } from '@/lib/db/testing/scratch-postgres';
import { stageAccession } from '@/lib/intake/stage-accession';

const OPERATOR: SystemActor = { type: 'system', name: 'operator' };
const SIZES = { small: [10, 1_000, 100_000], long: [10, 1_000, 100_000, 1_000_000] };

/**
 * `npm run bench -- intake [rows…]`: how fast the simplest format is staged, beside reading the file and
 * doing nothing and beside PostgreSQL's own COPY of the very rows that were staged, with the memory
 * of the importing process at its highest and the processor's time that it took. On a PostgreSQL of its own.
 */
export async function run(args: string[]): Promise<number> {
  if (args[0] === '--stage') return stageAlone(args[1]!, Number(args[2]), JSON.parse(args[3]!));
  const asked = args.map(Number).filter((rows) => rows > 0);
  const sizes = asked.length > 0 ? asked : SIZES[process.env.SAWT_TEST_SIZE === 'long' ? 'long' : 'small'];
  const postgres = await startScratchPostgres();
  const folder = await mkdtemp(path.join(tmpdir(), 'sawt-bench-'));
  try {
    process.stdout.write(`${HEADER}\n`);
    for (const rows of sizes) process.stdout.write(`${await measure(postgres, folder, rows)}\n`);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
  return 0;
}

const HEADER =
  '     rows    MB  read only (rows/s)  COPY of the same rows (rows/s)  staged (rows/s)  staged/COPY  peak memory (MB)  its own CPU (µs/row)';

async function measure(
  postgres: Awaited<ReturnType<typeof startScratchPostgres>>,
  folder: string,
  rows: number,
): Promise<string> {
  const file = path.join(folder, `${rows}.jsonl`);
  await writeRows(file, rows);
  const megabytes = (await stat(file)).size / 1e6;
  const read = await timed(() => readOnly(file));

  const name = await postgres.createDatabase();
  const migrated = await migrate(postgres.ownerUrl(name));
  if (!migrated.ok) throw new Error(migrated.message);
  const { seconds: staged, peak, processor } = await stageInProcess(file, rows, postgres.urls(name));
  const copied = await copySameRows(postgres, name, folder);
  await postgres.dropDatabase(name);
  const speed = (seconds: number) => Math.round(rows / seconds).toLocaleString('en');
  return [
    rows.toLocaleString('en').padStart(9),
    megabytes.toFixed(1).padStart(6),
    speed(read).padStart(20),
    speed(copied).padStart(32),
    speed(staged).padStart(17),
    (copied / staged).toFixed(2).padStart(13),
    peak.toFixed(0).padStart(18),
    ((processor / rows) * 1e6).toFixed(0).padStart(22),
  ].join('');
}

/** Synthetic posts with what a real row has: account, id, address, time, a tag, words that differ. */
async function writeRows(file: string, rows: number): Promise<void> {
  const stream = createWriteStream(file);
  for (let row = 0; row < rows; row += 1) {
    const id = String(808_461_429_765_046_272n + (BigInt(row) << 26n));
    const record = {
      format: 'sawt/1',
      text: `${pick(row, 1)} ${pick(row, 2)} ${pick(row, 3)} ${pick(row, 4)}, ${pick(row, 5)} ${pick(row, 6)} ${row} #${pick(row, 7)}`,
      speaker: `Test Speaker ${row % 997}`,
      account: `test_account_${row % 997}`,
      platform: 'twitter',
      platformId: id,
      date: new Date(Number((BigInt(id) >> 22n) + 1_288_834_974_657n)).toISOString(),
      lang: 'en',
      tags: [pick(row, 7)],
    };
    if (!stream.write(`${JSON.stringify(record)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

/** Words that never were: 4,000 of them, so that posts differ as people's posts do. */
function pick(row: number, place: number): string {
  const mixed = Math.imul(Math.imul(row + 1, 2_654_435_761) ^ (place * 40_503), 2_246_822_519) >>> 0;
  let word = '';
  for (let rest = mixed % 4_000; word.length < 6; rest = Math.floor(rest / 20)) {
    word += `${'bdfghklmnrst'[rest % 12]}${'aeiou'[rest % 5]}`;
  }
  return word;
}

async function readOnly(file: string): Promise<void> {
  for await (const chunk of createReadStream(file)) void chunk;
}

/** The rows that the import made, copied out and into empty twin tables with all their indexes and keys. */
async function copySameRows(
  postgres: Awaited<ReturnType<typeof startScratchPostgres>>,
  name: string,
  folder: string,
): Promise<number> {
  const owner = new pg.Client({ connectionString: postgres.ownerUrl(name) });
  await owner.connect();
  try {
    const tables = [
      'accession',
      'archived_original',
      'staged_item',
      'text_band',
      'custody_event',
      'commitment_salt',
    ];
    for (const table of tables) {
      const out = createWriteStream(path.join(folder, table));
      await pipeline(owner.query(copyTo(`COPY ${table} TO STDOUT WITH (FORMAT binary)`)), out);
    }
    const twin = await postgres.createDatabase();
    const migrated = await migrate(postgres.ownerUrl(twin));
    if (!migrated.ok) throw new Error(migrated.message);
    const into = new pg.Client({ connectionString: postgres.ownerUrl(twin) });
    await into.connect();
    try {
      return await timed(async () => {
        for (const table of tables) {
          await pipeline(
            createReadStream(path.join(folder, table)),
            into.query(copyFrom(`COPY ${table} FROM STDIN WITH (FORMAT binary)`)),
          );
        }
      });
    } finally {
      await into.end();
      await postgres.dropDatabase(twin);
    }
  } finally {
    await owner.end();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Stages in a process of its own, so that its memory is that of an import and of nothing else. */
async function stageInProcess(
  file: string,
  rows: number,
  urls: DatabaseUrls,
): Promise<{ seconds: number; peak: number; processor: number }> {
  const words = ['intake', '--stage', file, String(rows), JSON.stringify(urls)];
  const bench = fileURLToPath(new URL('../bench.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...AS_THE_COMMAND,
    '--import',
    'tsx',
    bench,
    ...words,
  ]);
  return JSON.parse(stdout);
}

/** The flags that package.json gives to `npm run archive`: the heap is tidied early, so that memory stays low. */
const AS_THE_COMMAND = ['--max-semi-space-size=16', '--heap-growing-percent=50'];

async function stageAlone(file: string, rows: number, urls: DatabaseUrls): Promise<number> {
  const connections = connect(urls, 4);
  const context = liveContext(connections);
  const before = process.cpuUsage();
  const seconds = await timed(async () => {
    const outcome = await stageAccession(OPERATOR, { paths: [file] }, context);
    if (!outcome.ok || outcome.value.report.staged !== rows) throw new Error(JSON.stringify(outcome));
  });
  // The system's own record of the highest, in KiB: nothing between two looks is missed.
  const peak = (process.resourceUsage().maxRSS * 1024) / 1e6;
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(JSON.stringify({ seconds, peak, processor: (user + system) / 1e6 }));
  await connections.close();
  return 0;
}
