import { writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { ask, describeStatuses, describeTally, note, type Tally, timesOf } from './load/ask';
import { countQueries } from './load/count-queries';
import { importAgain } from './load/import-again';
import { judgeLoad, MEMORY_JUDGED_FROM } from './load/judge-load';
import { type RunningArchive, runArchive } from './load/run-archive';
import { thirdsOf, watchMemory } from './load/watch-memory';
import { workAtDesk } from './load/work-at-desk';

// The stated load: so many people, each of whom asks, takes the answer, and waits so many milliseconds.
const READERS = { many: 20, wait: 200 };
const SEARCHERS = { many: 4, wait: 500 };
const CURATORS = { many: 2, wait: 1_000 };
const EXPORTS = { many: 1, wait: 10_000 };
const IMPORTS = { many: 1, wait: 10_000 };
const IMPORTED_ROWS = 1_000;
const CROWD = 3_000;
const WORDS = ['Aleppo', 'hospital', 'ceasefire', 'حلب', 'siege children', 'evacuation', 'water', 'bus'];

/**
 * `npm run bench -- load [--minutes N] [--crowd N] [--json FILE]`: readers, searchers, curators, exports and imports at
 * once against the archive's own processes and production build, for N minutes (one by default). Prints
 * times, statuses, the memory of each part, and the database's statements for an answer before and
 * after; then lets a crowd search at once; writes all of it into FILE. Gives 1 where it does not hold
 * (judge-load.ts).
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { minutes: { type: 'string' }, crowd: { type: 'string' }, json: { type: 'string' } },
  });
  const [minutes, many] = [Number(values.minutes ?? 1), Number(values.crowd ?? CROWD)];
  if (!(minutes > 0) || !(many > 0)) {
    process.stderr.write('--minutes and --crowd take numbers above 0.\n');
    return 2;
  }
  const archive = await runArchive();
  try {
    const references = await someReferences(archive.site);
    const names = Array.from({ length: CURATORS.many }, (_, nth) => `curator-${nth + 1}`);
    const cookies = await Promise.all(names.map(archive.enter));
    const kinds = {
      'page, first time': { paths: references.map((reference) => `/ar/t/${reference}`) },
      'page, kept': { paths: references.map((reference) => `/ar/t/${reference}`) },
      search: { paths: WORDS.map((word) => `/search?q=${encodeURIComponent(word)}`) },
      'API, search': { paths: WORDS.map((word) => `/api/v1/testimonies?q=${encodeURIComponent(word)}`) },
      'desk: queue': { paths: Array<string>(5).fill('/desk'), cookie: cookies[0] ?? '' },
    };
    const before = await countQueries(archive.superUrl, archive.site, kinds);
    const until = Date.now() + minutes * 60_000;
    const watched = watchMemory(archive.parts, until);
    const { tally, written } = await statedLoad(archive, references, cookies, until);
    const memory = await watched;
    say(
      `For ${minutes} min: ${READERS.many} readers who wait ${READERS.wait} ms after each page, ${SEARCHERS.many} searchers (${SEARCHERS.wait} ms), ${CURATORS.many} curators`,
      `(${CURATORS.wait} ms), an export of everything ${EXPORTS.wait / 1000} s after the one before, an import of ${IMPORTED_ROWS} rows likewise.`,
      `${written.imported} items were imported, ${written.published} published.\n`,
      '| asked for | answers | a second | p50 | p95 | p99 | slowest | statuses |',
      '|---|---|---|---|---|---|---|---|',
      ...describeTally(tally, minutes * 60),
      '\n| part | first third | second | last | memory over the time, MiB |\n|---|---|---|---|---|',
      ...[...memory].map(
        ([part, looks]) => `| ${part} | ${inMiB(thirdsOf(looks)).join(' | ')} | ${inMiB(looks).join(' ')} |`,
      ),
      minutes < MEMORY_JUDGED_FROM ? `(judged in runs of ${MEMORY_JUDGED_FROM} min and longer)` : '',
    );
    const after = await countQueries(archive.superUrl, archive.site, kinds);
    say(
      '\n| statements of the database for an answer | before | after |\n|---|---|---|',
      ...[...after].map(([kind, now]) => `| ${kind} | ${before.get(kind)?.toFixed(1)} | ${now.toFixed(1)} |`),
    );
    const crowd = await letSearch(archive.site, many);
    const lives = archive.lives() && (await isReady(archive.site));
    say(
      `\n${many} searches at once: ${describeStatuses(crowd)}; ${lives ? 'all parts live' : 'a part is gone'}.`,
    );
    const failures = judgeLoad({ minutes, tally, written, memory, before, after, crowd, lives });
    say(failures.length === 0 ? 'It holds.' : `It does not hold: ${failures.join('; ')}.`);
    if (values.json !== undefined) {
      const answers = [...tally].map(([kind, one]) => ({ kind, ...timesOf(one, minutes * 60) }));
      const [statements, asked] = [{ before: byName(before), after: byName(after) }, byName(crowd)];
      const machine = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`;
      const whole = {
        machine,
        minutes,
        written,
        answers,
        memory: byName(memory),
        statements,
        crowd: asked,
        failures,
      };
      await writeFile(values.json, `${JSON.stringify(whole, null, 2)}\n`);
    }
    return failures.length === 0 ? 0 : 1;
  } finally {
    await archive.stop();
  }
}

async function statedLoad(
  { site, folder, environment }: RunningArchive,
  references: readonly string[],
  cookies: readonly string[],
  until: number,
) {
  const tally: Tally = new Map();
  const written = { imported: 0, published: 0 };
  // A client closes a quiet connection before the server does, as browsers and proxies do.
  const agent = new Agent({ keepAlive: true, timeout: 60_000 });
  await Promise.all([
    ...people(READERS, until, async (turn, nth) => {
      const reference = references[(turn * 7 + nth) % references.length];
      await ask(tally, 'page', { url: `${site}${turn % 4 === 0 ? '/ar' : ''}/t/${reference}`, agent });
    }),
    ...people(SEARCHERS, until, async (turn, nth) => {
      const q = encodeURIComponent(WORDS[(turn + nth) % WORDS.length] ?? '');
      await ask(tally, 'search', { url: `${site}/search?q=${q}`, agent });
      await ask(tally, 'API, search', { url: `${site}/api/v1/testimonies?q=${q}&facets=speaker,tag`, agent });
    }),
    ...people(CURATORS, until, async (turn, nth) => {
      const pick = (among: number) => (turn * CURATORS.many + nth) % Math.max(1, among);
      if (await workAtDesk(tally, site, cookies[nth] ?? '', pick)) written.published += 1;
    }),
    ...people(EXPORTS, until, () =>
      ask(tally, 'export', { url: `${site}/api/v1/export?format=jsonl`, agent }),
    ),
    ...people(IMPORTS, until, async (turn) => {
      const began = performance.now();
      const status = await importAgain(folder, turn, IMPORTED_ROWS, environment);
      note(tally, 'import', performance.now() - began, status);
      if (status === 'ended with 0') written.imported += IMPORTED_ROWS;
    }),
  ]);
  agent.destroy();
  return { tally, written };
}

/** So many people who do the same again and again, until a time; the first come one after the other. */
function people(
  { many, wait }: { many: number; wait: number },
  until: number,
  work: (turn: number, nth: number) => Promise<unknown>,
): Promise<void>[] {
  return Array.from({ length: many }, async (_, nth) => {
    await pause((wait * nth) / many);
    for (let turn = 0; Date.now() < until; turn += 1) {
      await work(turn, nth);
      await pause(Math.min(wait, Math.max(0, until - Date.now())));
    }
  });
}

async function someReferences(site: string): Promise<string[]> {
  const { body } = await ask(new Map(), '', { url: `${site}/api/v1/testimonies?perPage=100&facets=none` });
  return (JSON.parse(body) as { items: { reference: string }[] }).items.map(({ reference }) => reference);
}

/** So many who search at once, each for words of their own, so that no kept answer helps. */
async function letSearch(site: string, many: number): Promise<ReadonlyMap<string, number>> {
  const tally: Tally = new Map();
  const one = (_: unknown, nth: number) =>
    ask(tally, 'crowd', { url: `${site}/api/v1/testimonies?q=x${nth}+Aleppo`, agent: false });
  await Promise.all(Array.from({ length: many }, one));
  return tally.get('crowd')?.statuses ?? new Map();
}

async function isReady(site: string): Promise<boolean> {
  return (await ask(new Map(), '', { url: `${site}/readyz` })).status === '200';
}

const inMiB = (looks: readonly number[]) => looks.map((one) => one.toFixed(0));
const byName = <Value>(map: ReadonlyMap<string, Value>) => Object.fromEntries(map);

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
