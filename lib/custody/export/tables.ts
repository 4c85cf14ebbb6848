import type { Tx } from '@/lib/db/client';

/**
 * Tables that a whole copy leaves behind: what the database makes anew (queues, counters, the
 * migrations' own list) and what belongs to a moment (sessions, drafts, delays).
 */
const LEFT_BEHIND = [
  '_prisma_migrations',
  'custody_pending',
  'search_outbox',
  'publication_revision',
  'session',
  'desk_draft',
  'sign_in_delay',
];

/** Columns that do not travel in the table's lines: bytes go as files, and what a trigger sets is set anew. */
const LEFT_OUT: Record<string, string[]> = {
  archived_original: ['bytes'],
  public_form: ['revision', 'changed_on'],
};

export interface TableShape {
  name: string;
  /** Columns of the lines, as the database orders them. */
  columns: string[];
  /** What its lines are ordered by: the primary key. */
  order: string;
}

/** The tables of a whole copy, each behind those that its rows refer to. */
export async function readTables(tx: Pick<Tx, '$queryRaw'>): Promise<TableShape[]> {
  const columns = await tx.$queryRaw<
    { table: string; column: string; place: number | null; text: boolean }[]
  >`
    SELECT c.table_name AS table, c.column_name AS column, c.data_type = 'text' AS text,
      (SELECT array_position(i.indkey::int[], a.attnum::int) FROM pg_index i JOIN pg_attribute a
         ON a.attrelid = i.indrelid AND a.attname = c.column_name
       WHERE i.indrelid = format('public.%I', c.table_name)::regclass AND i.indisprimary) AS place
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
    ORDER BY c.table_name, c.ordinal_position`;
  const links = await tx.$queryRaw<{ from: string; to: string }[]>`
    SELECT DISTINCT c.relname AS from, p.relname AS to FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
    WHERE k.contype = 'f' AND c.oid <> p.oid`;
  const names = [...new Set(columns.map(({ table }) => table))].filter((name) => !LEFT_BEHIND.includes(name));
  return inOrder(names, links).map((name) => {
    const own = columns.filter(({ table }) => table === name);
    const key = own.filter(({ place }) => place !== null).toSorted((a, b) => a.place! - b.place!);
    return {
      name,
      columns: own.map(({ column }) => column).filter((column) => !LEFT_OUT[name]?.includes(column)),
      // By code point: two servers with different languages must write the same lines.
      order: key.map(({ column, text }) => `"${column}"${text ? ' COLLATE "C"' : ''}`).join(', '),
    };
  });
}

function inOrder(names: string[], links: { from: string; to: string }[]): string[] {
  const done: string[] = [];
  const waiting = names.toSorted();
  while (waiting.length > 0) {
    const next = waiting.findIndex((name) =>
      links.every(({ from, to }) => from !== name || !waiting.includes(to)),
    );
    if (next < 0) throw new Error(`these tables refer to each other in a circle: ${waiting.join(', ')}`);
    done.push(...waiting.splice(next, 1));
  }
  return done;
}
