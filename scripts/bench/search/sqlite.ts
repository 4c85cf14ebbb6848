import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import type { SearchDocument } from '@/lib/search/document';
import { monthOf } from '@/lib/search/periods';
import { readAllDocuments } from '@/lib/search/read-documents';
import { wordLine } from '@/lib/search/words';
import type { LoadedArchive } from './load-archive';
import type { Searched } from './measure';
import { memoryHere } from './memory';
import type { BenchQuery } from './queries';

const SINGLE = ['speaker', 'account', 'platform', 'kind', 'stance', 'lang', 'source'] as const;
const SEVERAL = ['event', 'place', 'tag'] as const;

/**
 * The same records in SQLite, as one would do it there: FTS5 over the same folded words, columns for
 * facets with one value, a narrow table for those with several. Asked for the same things: the total, ten
 * facets, months, the best twenty. What matches is looked up once and counted from a table in memory, which
 * took half of what looking it up for each facet did.
 */
export async function openSqlite(
  { connections, size }: LoadedArchive,
  keep: string | null,
): Promise<Searched & { close(): Promise<void> }> {
  const folder = keep ?? (await mkdtemp(path.join(tmpdir(), 'sawt-bench-')));
  const file = path.join(folder, `records_${size}_ten_facets.db`);
  const made = await stat(file).catch(() => null);
  const rate = made ? '' : `indexed at ${await fill(file, size, connections)} posts/s, `;
  const db = new Database(file);
  db.exec('PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;');
  const bytes = (await stat(file)).size;
  const before = memoryHere();
  return {
    name: 'SQLite FTS5',
    facts: `${rate}${Math.round(bytes / 2 ** 20)} MiB`,
    ...(size > 200_000 ? { asked: 6 } : {}),
    ask: (query) => ask(db, query),
    // It lives in this process: what came since it was opened.
    memory: () => Math.max(0, memoryHere() - before),
    close: async () => {
      db.close();
      if (keep === null) await rm(folder, { recursive: true });
    },
  };
}

/** Fills the file under another name, so that one that was left half-way is not taken for whole. Gives posts a second. */
async function fill(file: string, size: number, connections: LoadedArchive['connections']): Promise<number> {
  const half = `${file}.half`;
  await rm(half, { force: true });
  const db = new Database(half);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;
    CREATE TABLE doc (id INTEGER PRIMARY KEY, reference TEXT, month TEXT, ${SINGLE.map((name) => `${name} TEXT`)});
    CREATE TABLE value (doc INTEGER, facet TEXT, value TEXT, PRIMARY KEY (doc, facet, value)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5 (line, content = '', tokenize = 'unicode61 remove_diacritics 0');`);
  const doc = db.prepare(`INSERT INTO doc VALUES (?, ?, ?, ${SINGLE.map(() => '?')})`);
  const value = db.prepare('INSERT INTO value VALUES (?, ?, ?)');
  const words = db.prepare('INSERT INTO words (rowid, line) VALUES (?, ?)');
  let id = 0;
  const started = performance.now();
  for await (const documents of readAllDocuments(connections.appPool, 2_000)) {
    db.exec('BEGIN');
    for (const document of documents) {
      id += 1;
      doc.run(
        id,
        document.reference,
        document.earliest ? monthOf(document.earliest) : null,
        ...SINGLE.map((name) => document.facets[name][0] ?? null),
      );
      for (const name of SEVERAL) for (const one of document.facets[name]) value.run(id, name, one);
      words.run(id, plainLine(document));
    }
    db.exec('COMMIT');
  }
  const seconds = (performance.now() - started) / 1_000;
  db.exec(
    "INSERT INTO words (words) VALUES ('optimize'); ANALYZE; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;",
  );
  db.close();
  await rename(half, file);
  return Math.round(size / seconds);
}

function plainLine(document: SearchDocument): string {
  return wordLine(document).line.replace(/ [.>#]\S*/g, ' ');
}

function ask(db: Database.Database, { match, lang }: BenchQuery): number | null {
  if (match === null) return null;
  const found =
    match === ''
      ? 'doc d'
      : '(SELECT rowid FROM words WHERE words MATCH :match) w JOIN doc d ON d.id = w.rowid';
  const given = { ...(match === '' ? {} : { match }), ...(lang ? { lang } : {}) };
  const all = (sql: string, values: object = {}) =>
    Object.keys(values).length > 0 ? db.prepare(sql).all(values) : db.prepare(sql).all();
  // Everything is counted where it is: to copy a million rows first would only take longer.
  const whole = match === '' && !lang;
  const hit = whole ? 'doc' : 'hit';
  if (!whole) {
    db.exec('DROP TABLE IF EXISTS temp.hit');
    db.prepare(
      `CREATE TEMP TABLE hit AS SELECT d.id, d.month, ${SINGLE.map((name) => `d.${name}`)} FROM ${found} ${lang ? 'WHERE d.lang = :lang' : ''}`,
    ).run(given);
  }
  for (const name of [...SINGLE, 'month'])
    all(`SELECT ${name}, count(*) FROM ${hit} GROUP BY 1 ORDER BY 2 DESC`);
  all(
    `SELECT v.facet, v.value, count(*) FROM ${whole ? 'value v' : 'hit JOIN value v ON v.doc = hit.id'} GROUP BY 1, 2`,
  );
  const best =
    match === ''
      ? `SELECT d.reference FROM doc d ${lang ? 'WHERE d.lang = :lang' : ''} LIMIT 20`
      : `SELECT d.reference FROM words w JOIN doc d ON d.id = w.rowid WHERE words MATCH :match ${lang ? 'AND d.lang = :lang' : ''} ORDER BY rank LIMIT 20`;
  all(best, given);
  const [row] = all(`SELECT count(*) AS total FROM ${hit}`) as { total: number }[];
  return row?.total ?? 0;
}
