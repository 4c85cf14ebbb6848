import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stageAccession } from './stage-accession';
import { type IntakeBench, line, openIntakeBench } from './testing/bring';

const IMPORTS = process.env.SAWT_TEST_SIZE === 'long' ? 25 : 1;
const KILLS_EACH = 2;
const ROWS = 4_500;

let bench: IntakeBench;
beforeAll(async () => {
  bench = await openIntakeBench();
});
afterAll(() => bench.close());

const rowsOf = (run: number) =>
  Array.from({ length: ROWS }, (_, row) =>
    line(`What was seen on day ${row} of run ${run}, told by somebody`, {
      account: `account_${row % 7}`,
      platform: 'twitter',
      platformId: String(808_461_429_765_046_272n + BigInt(run * ROWS + row)),
    }),
  );

/** Starts the import in a process of its own and kills it once so many batches are kept; gives whether it died of that. */
async function importAndKill(file: string, afterBatches: number, thenMs: number): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      fileURLToPath(new URL('./testing/import-in-child.ts', import.meta.url)),
      file,
      JSON.stringify(bench.archivist),
      JSON.stringify(bench.database.urls),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.on('exit', (_code, signal) => resolve(signal));
  });
  let lines = 0;
  for await (const _ of createInterface({ input: child.stdout })) {
    lines += 1;
    if (lines <= afterBatches) continue;
    await setTimeout(thenMs);
    child.kill('SIGKILL');
    break;
  }
  return (await ended) === 'SIGKILL';
}

/** The import that ends it. The server may need a moment to notice that the killed one is gone. */
async function finishIn(file: string) {
  for (let tries = 0; ; tries += 1) {
    const outcome = await stageAccession(bench.archivist, { paths: [file] }, bench.database.context);
    if (outcome.ok) return outcome.value;
    if (outcome.reason !== 'being-imported' || tries > 100) throw new Error(outcome.message);
    await setTimeout(100);
  }
}

it('killed with SIGKILL at any point, and again when resumed, ends as one that nobody disturbed', async () => {
  // A machine that is busy may kill too late, when the import has ended: that shows nothing, and another is tried.
  let late = 0;
  for (let run = 0; run < IMPORTS + late; run += 1) {
    expect(late, 'imports that ended before they were killed').toBeLessThanOrEqual(IMPORTS + 5);
    const rows = rowsOf(run);
    const file = await bench.file(rows.join(''));
    const undisturbed = await bench.bring({ paths: [file], dryRun: true });
    let died = true;
    for (let kill = 0; kill < KILLS_EACH && died; kill += 1) {
      // At the first kill two batches are kept at most, so that there is something left to kill.
      died = await importAndKill(file, 1 + Math.floor(Math.random() * 2), Math.random() * 40);
    }
    if (!died) {
      late += 1;
      continue;
    }
    const { resumed, report, accession } = await finishIn(file);
    expect(resumed).toBe(true);
    expect(report).toEqual(undisturbed.report);

    const { rows: kept } = await bench.database.appPool.query(
      `SELECT i.position::int, o.digest, encode(o.bytes, 'escape') = '' AS empty FROM staged_item i
       JOIN archived_original o ON o.id = i.original_id WHERE i.accession_id = $1 ORDER BY i.position`,
      [accession!.id],
    );
    expect(kept).toEqual(
      rows.map((row, index) => ({
        position: index + 1,
        digest: createHash('sha256').update(row.trimEnd()).digest('hex'),
        empty: false,
      })),
    );
    // Every original is committed to exactly once, and nothing that a rolled back batch wrote is left.
    const [{ salts, originals, bands }] = (
      await bench.database.appPool.query(
        `SELECT (SELECT count(*)::int FROM archived_original WHERE accession_id = $1) AS originals,
                (SELECT count(*)::int FROM commitment_salt s JOIN archived_original o
                   ON o.id::text = s.subject_key WHERE o.accession_id = $1) AS salts,
                (SELECT count(DISTINCT t.item_id)::int FROM text_band t JOIN staged_item i
                   ON i.id = t.item_id WHERE i.accession_id = $1) AS bands`,
        [accession!.id],
      )
    ).rows;
    expect({ salts, originals, bands }).toEqual({ salts: ROWS, originals: ROWS, bands: ROWS });
  }
}, 900_000);
