import type { TestDatabase } from '@/lib/db/testing/database';

/** Everything that the readers' role can get hold of, each row of each table, as one text. */
export async function allThatReadersSee({ readingPool }: TestDatabase): Promise<string> {
  const { rows: tables } = await readingPool.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'search')
       AND has_table_privilege(format('%I.%I', table_schema, table_name), 'SELECT')`,
  );
  const said = [];
  for (const { name } of tables) {
    const { rows } = await readingPool.query(`SELECT to_jsonb(t)::text AS row FROM ${name} t`);
    said.push(...rows.map(({ row }) => row));
  }
  return said.join('\n');
}

/** All versions of a testimony's public form, oldest first. */
export function formsOf({ app }: TestDatabase, reference: string) {
  return app.publicForm.findMany({
    where: { kind: 'testimony', key: reference },
    orderBy: { version: 'asc' },
  });
}
