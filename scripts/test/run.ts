import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runChecks } from './checks';
import { addTallies, type Tally } from './tally';

const RUNNERS: { name: string; words: string[] }[] = [
  {
    name: 'unit, property, database, contract',
    words: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=./scripts/test/vitest-tally.ts',
    ],
  },
  {
    name: 'browser journeys',
    words: ['node_modules/@playwright/test/cli.js', 'test', '-c', 'e2e/playwright.config.ts'],
  },
];

/**
 * Runs every test there is and prints, last, `N passed, N failed, N skipped` over all runners, after
 * each skip with its reason and each failure by its name: what stands above is long, and may be cut off. `long` runs the same tests at the sizes that they name. Gives the exit
 * code.
 */
export async function runAllTests({ long, only }: { long: boolean; only: string[] }): Promise<number> {
  const tallies: Tally[] = [];
  if (only.length === 0 || only.includes('checks')) tallies.push(await runChecks());
  for (const [nth, runner] of RUNNERS.entries()) {
    if (only.length > 0 && !only.includes(['vitest', 'playwright'][nth] ?? '')) continue;
    console.log(`\n— ${runner.name}`);
    tallies.push(await runRunner(runner, long));
  }
  const total = addTallies(tallies);
  console.log('');
  for (const { name, reason } of total.skipped) console.log(`skipped: ${name}: ${reason}`);
  for (const name of total.failed) console.log(`failed: ${name}`);
  console.log(`${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped`);
  return total.failed.length === 0 ? 0 : 1;
}

async function runRunner({ name, words }: (typeof RUNNERS)[number], long: boolean): Promise<Tally> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sawt-tally-'));
  const file = path.join(folder, 'tally.json');
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    SAWT_TALLY_FILE: file,
    ...(long && { SAWT_TEST_SIZE: 'long' }),
  };
  // The runners bring their own: what the person who runs them has set would change what is tested.
  for (const name of ['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'PUBLIC_URL', 'NODE_ENV']) delete env[name];
  const code = await new Promise<number | null>((resolve) => {
    spawn(process.execPath, words, { stdio: 'inherit', env }).once('exit', resolve);
  });
  const tally = await readFile(file, 'utf8').then(JSON.parse, () => null);
  await rm(folder, { recursive: true, force: true });
  if (tally === null) return { passed: 0, failed: [`${name}: nothing was counted`], skipped: [] };
  if (code !== 0 && tally.failed.length === 0) {
    return { ...tally, failed: [`${name}: the runner ended with ${code}`] };
  }
  return tally;
}
