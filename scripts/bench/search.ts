import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { startBenchPostgres } from './search/bench-postgres';
import { loadArchive } from './search/load-archive';
import { type Measured, measure, tellOwn } from './search/measure';
import { memoryHere } from './search/memory';
import { openMeilisearch } from './search/open-meilisearch';
import { chooseQueries } from './search/queries';
import { openSqlite } from './search/sqlite';

/**
 * `npm run bench -- search [10k 100k 1M] [--json FILE] [--only postgres,sqlite] [--keep FOLDER [--anew]] [--load]`: a made-up archive of each size,
 * loaded and indexed, and every kind of query against each engine that is there, through the answer of
 * GET /api/v1/testimonies, beside SQLite's FTS5 over the same records. On a PostgreSQL of its own.
 */
export async function run(args: string[]): Promise<number> {
  const json = optionOf(args, '--json');
  const keep = optionOf(args, '--keep');
  const anew = flagOf(args, '--anew');
  const loadOnly = flagOf(args, '--load');
  const only = optionOf(args, '--only')?.split(',');
  const wants = (engine: string) => only === undefined || only.includes(engine);
  const sizes = args.map(sizeOf).filter((size) => size > 0);
  const results: { size: number; engines: Measured[]; sqliteByPostgres: Record<string, number> }[] = [];
  const postgres = await startBenchPostgres(keep);
  try {
    for (const size of sizes.length > 0 ? sizes : [10_000]) {
      const archive = await loadArchive(postgres, size, {
        keep: keep !== null,
        anew,
        say: (line) => process.stderr.write(`${line}\n`),
      });
      if (loadOnly) {
        if (wants('sqlite')) await (await openSqlite(archive, keep)).close();
        if (wants('meilisearch')) await (await openMeilisearch(archive, keep))?.close();
        await archive.close();
        continue;
      }
      const queries = await chooseQueries(archive.connections.appPool);
      const engines: Measured[] = [await measure(archive.postgres, queries, null)];
      if (wants('sqlite')) {
        const sqlite = await openSqlite(archive, keep);
        engines.push(await measure(sqlite, queries, engines[0]!));
        await sqlite.close();
      }
      const meilisearch = wants('meilisearch') ? await openMeilisearch(archive, keep) : null;
      if (meilisearch) {
        engines.push(await measure(meilisearch, queries, engines[0]!));
        await meilisearch.close();
      } else if (wants('meilisearch')) process.stderr.write('skipped: no Meilisearch server here\n');
      results.push({ size, engines, sqliteByPostgres: Object.fromEntries(ratiosOf(engines)) });
      process.stdout.write(`${tableOf(size, engines)}\n`);
      await archive.close();
    }
  } finally {
    await postgres.stop();
  }
  if (json) await writeFile(json, `${JSON.stringify({ machine: machine(), results }, null, 2)}\n`);
  process.stdout.write(`${machine()}\n`);
  return 0;
}

function optionOf(args: string[], name: string): string | null {
  const at = args.indexOf(name);
  if (at === -1) return null;
  return args.splice(at, 2)[1] ?? null;
}

function flagOf(args: string[], name: string): boolean {
  const at = args.indexOf(name);
  if (at !== -1) args.splice(at, 1);
  return at !== -1;
}

function sizeOf(word: string): number {
  const found = /^(\d+)([kKmM]?)$/.exec(word);
  if (!found) return 0;
  return Number(found[1]) * (found[2] === '' ? 1 : found[2]!.toLowerCase() === 'k' ? 1_000 : 1_000_000);
}

function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}

function tableOf(size: number, engines: Measured[]): string {
  const head = [
    'query',
    ...engines.flatMap(({ name }) => [`${name} p50`, `${name} p95`]),
    'SQLite / PostgreSQL (p50)',
  ];
  const ratios = ratiosOf(engines);
  const rows = engines[0]!.kinds.map(({ kind }) => [
    kind,
    ...engines.flatMap((engine) => {
      const found = engine.kinds.find((one) => one.kind === kind);
      return found ? [ms(found.p50), ms(found.p95)] : ['–', '–'];
    }),
    ratios.has(kind) ? `${ratios.get(kind)!.toFixed(1)} ×` : '–',
  ]);
  const facts = engines.map(
    ({ name, facts: known, memory }) => `${name}: ${known}, ${memory ?? '–'} MiB of memory`,
  );
  for (const { name, kinds } of engines) {
    for (const { kind, own } of kinds) if (own) facts.push(`${name}, ${kind}: ${tellOwn(own)}`);
  }
  facts.push(`the app: ${memoryHere()} MiB of memory`);
  return [
    `\n### ${size.toLocaleString('en')} posts\n`,
    ...[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`),
    '',
    ...facts.map((fact) => `- ${fact}`),
  ].join('\n');
}

/** By kind, how many times as long SQLite takes as PostgreSQL (p50). */
function ratiosOf([postgres, ...others]: Measured[]): Map<string, number> {
  const sqlite = others.find(({ name }) => name === 'SQLite FTS5');
  return new Map(
    postgres!.kinds.flatMap(({ kind, p50 }) => {
      const same = sqlite?.kinds.find((one) => one.kind === kind);
      return same ? [[kind, same.p50 / p50] as const] : [];
    }),
  );
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
