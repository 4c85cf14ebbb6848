import type { Tx } from '@/lib/db/client';
import { canonicalJson } from '../canonical-json';
import type { BagFile } from './bag';
import { bundleFiles } from './bundle-files';
import { readTables, type TableShape } from './tables';

const PAGE = 500;

/**
 * The files of a whole copy: all that the public bundle has, every entry of the log whole, every
 * archived original, every commitment with its salt, and every table. For administrators, and sealed.
 */
export async function* wholeFiles(tx: Tx, size: number): AsyncGenerator<BagFile> {
  yield* bundleFiles(tx, size, true);
  yield { path: 'data/log/openings.jsonl', content: openingLines(tx) };
  yield* originalFiles(tx);
  for (const table of await readTables(tx)) {
    yield { path: `data/tables/${table.name}.jsonl`, content: tableLines(tx, table) };
  }
}

interface Opening {
  position: bigint;
  field: string;
  subject_key: string;
  commitment: Uint8Array;
  salt: Uint8Array | null;
  held: boolean;
}

/** Every commitment in the order of the log, with the file that it opens for where there is one. */
async function* openingLines(tx: Tx): AsyncGenerator<string> {
  const rows = fetchAll<Opening>(
    tx,
    'openings',
    `SELECT entry.position, salt.field, salt.subject_key, salt.commitment, salt.salt,
       salt.field LIKE 'original/%' AND salt.salt IS NOT NULL AS held
     FROM commitment_salt salt JOIN custody_entry entry ON entry.event_id = salt.event_id
     ORDER BY entry.position, substring(salt.field FROM '\\d+$')::int, salt.field COLLATE "C"`,
  );
  for await (const { position, field, subject_key, commitment, salt, held } of rows) {
    const line = {
      position: Number(position),
      field,
      commitment: Buffer.from(commitment).toString('hex'),
      salt: salt && Buffer.from(salt).toString('hex'),
      file: held ? originalPath(subject_key) : null,
    };
    yield `${canonicalJson(line)}\n`;
  }
}

async function* originalFiles(tx: Tx): AsyncGenerator<BagFile> {
  for await (const { id } of fetchAll<{ id: string }>(
    tx,
    'originals',
    'SELECT id FROM archived_original ORDER BY id',
  )) {
    const { bytes } = await tx.archivedOriginal.findUniqueOrThrow({ where: { id }, select: { bytes: true } });
    yield { path: originalPath(id), content: [bytes] };
  }
}

/** Where an archived original lies in a whole copy. */
export function originalPath(id: string): string {
  return `data/originals/${id}`;
}

// As PostgreSQL writes a row in JSON: numbers beyond 2^53, instants and bytes stay exact as text.
async function* tableLines(tx: Tx, { name, columns, order }: TableShape): AsyncGenerator<string> {
  const list = columns.map((column) => `"${column}"`).join(', ');
  const statement = `SELECT to_jsonb(row)::text AS line FROM (SELECT ${list} FROM "${name}" ORDER BY ${order}) row`;
  for await (const { line } of fetchAll<{ line: string }>(tx, name, statement)) yield `${line}\n`;
}

async function* fetchAll<Row>(tx: Tx, name: string, statement: string): AsyncGenerator<Row> {
  await tx.$executeRawUnsafe(`DECLARE "cursor_${name}" NO SCROLL CURSOR FOR ${statement}`);
  for (;;) {
    const rows = await tx.$queryRawUnsafe<Row[]>(`FETCH ${PAGE} FROM "cursor_${name}"`);
    yield* rows;
    if (rows.length < PAGE) break;
  }
  await tx.$executeRawUnsafe(`CLOSE "cursor_${name}"`);
}
