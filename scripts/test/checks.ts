import { spawn } from 'node:child_process';
import { addTallies, type Tally } from './tally';

const CHECKS: { name: string; words: string[] }[] = [
  {
    name: 'format and lint',
    words: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  },
  { name: 'types', words: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'] },
  {
    name: 'boundaries',
    words: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      'app',
      'lib',
      'scripts',
      'prisma',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  },
  { name: 'dead code', words: ['node_modules/knip/bin/knip.js', '--no-progress'] },
];

/** Runs format, lint, types, boundaries and dead code, each one test; shows the words of those that fail. */
export async function runChecks(): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const check of CHECKS) tallies.push(await runCheck(check));
  return addTallies(tallies);
}

async function runCheck({ name, words }: (typeof CHECKS)[number]): Promise<Tally> {
  const began = performance.now();
  const { code, said } = await run(words);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(said);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? [] : [name], skipped: [] };
}

function run(words: string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.once('close', (code) => resolve({ code, said }));
  });
}
