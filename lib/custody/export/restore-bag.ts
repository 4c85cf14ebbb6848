import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import type { Actor } from '@/lib/access/actor';
import { authorize } from '@/lib/access/authorize';
import type { Context } from '@/lib/context';
import { type Result, refuse } from '@/lib/result';
import { describeOutcome, folderFiles, verifyBundle } from '../offline-verifier.mjs';
import { readTables, type TableShape } from './tables';
import { originalPath } from './whole-files';

const ROWS = 500;
const BYTES = 8 * 1024 * 1024;

/**
 * Brings a whole copy (an unsealed bag in `folder`) into an empty archive, in one transaction: the same
 * rows, the same ledger, nothing appended. The copy is verified before a row of it is believed. Gives
 * the number of rows. Refuses a copy that does not verify or is not whole, an archive that is not
 * empty, and a copy made by a newer version. Erasures are to be replayed next, before anybody reads.
 */
export async function restoreBag(
  actor: Actor,
  context: Pick<Context, 'db' | 'pool'>,
  folder: string,
): Promise<Result<{ rows: number }>> {
  const grant = authorize(actor, 'export.all');
  if (!grant.ok) return grant;
  const files = folderFiles(folder);
  const verified = verifyBundle(files);
  if (!verified.ok) return refuse('not-verified', `The copy does not verify: ${describeOutcome(verified)}`);
  if (!files.list().includes('data/tables/custody_event.jsonl')) {
    return refuse(
      'not-whole',
      'This is a public copy, without the private records: an archive cannot be restored from it.',
    );
  }
  const tables = await readTables(context.db);
  const client = await context.pool.connect();
  try {
    await client.query('BEGIN');
    const full = await firstFullTable(client, tables);
    if (full) {
      await client.query('ROLLBACK');
      return refuse(
        'not-empty',
        `A copy is restored into an empty archive alone, and “${full}” has rows. Set DATA_DIR to a new folder.`,
      );
    }
    let rows = 0;
    for (const table of tables) {
      const file = path.join(folder, 'data', 'tables', `${table.name}.jsonl`);
      if (!files.list().includes(`data/tables/${table.name}.jsonl`)) continue;
      const unknown = await unknownColumns(file, table);
      if (unknown.length > 0) {
        await client.query('ROLLBACK');
        return refuse(
          'newer-copy',
          `The copy has ${table.name}.${unknown.join(', ')}, which this version does not know: restore it with the version that made it, or a newer one.`,
        );
      }
      rows += await restoreTable(client, table, file, folder);
    }
    // What has its number has it: only events that were waiting when the copy was made would wait again.
    await client.query('DELETE FROM custody_pending WHERE event_id IN (SELECT event_id FROM custody_entry)');
    await client.query('COMMIT');
    return { ok: true, value: { rows } };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function firstFullTable(client: pg.PoolClient, tables: TableShape[]): Promise<string | null> {
  for (const { name } of tables) {
    const { rowCount } = await client.query(`SELECT 1 FROM "${name}" LIMIT 1`);
    if (rowCount) return name;
  }
  return null;
}

async function unknownColumns(file: string, { columns }: TableShape): Promise<string[]> {
  for await (const line of linesOf(file)) {
    return Object.keys(JSON.parse(line)).filter((column) => !columns.includes(column));
  }
  return [];
}

async function restoreTable(
  client: pg.PoolClient,
  table: TableShape,
  file: string,
  folder: string,
): Promise<number> {
  let batch: string[] = [];
  let size = 0;
  let rows = 0;
  const send = async () => {
    if (batch.length > 0) await insert(client, table, batch);
    rows += batch.length;
    batch = [];
    size = 0;
  };
  // Places lie within places: all of them in one statement, which is checked at its end.
  const most = table.name === 'place' ? Number.POSITIVE_INFINITY : ROWS;
  for await (const line of linesOf(file)) {
    const row = table.name === 'archived_original' ? await withBytes(line, folder) : line;
    batch.push(row);
    size += row.length;
    if (batch.length >= most || (size >= BYTES && Number.isFinite(most))) await send();
  }
  await send();
  return rows;
}

async function withBytes(line: string, folder: string): Promise<string> {
  const { id } = JSON.parse(line) as { id: string };
  const bytes = await readFile(path.join(folder, originalPath(id)));
  return `${line.slice(0, -1)}, "bytes": "\\\\x${bytes.toString('hex')}"}`;
}

// Only the columns that the copy has: one made by an older version gets the others' defaults.
async function insert(client: pg.PoolClient, { name }: TableShape, batch: string[]): Promise<void> {
  const columns = Object.keys(JSON.parse(batch[0]!));
  const list = columns.map((column) => `"${column}"`).join(', ');
  await client.query(
    `INSERT INTO "${name}" (${list}) SELECT ${list} FROM jsonb_populate_recordset(NULL::"${name}", $1::jsonb)`,
    [`[${batch.join(',')}]`],
  );
}

// By the byte 0x0A alone: Node's own line reader also splits at U+2028, which people's words may hold.
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)]).toString();
      rest = [];
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
  }
}
