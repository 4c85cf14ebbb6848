import pg from 'pg';
import { ask } from './ask';

/** Settings of a PostgreSQL that counts its statements. */
export const COUNTING = { shared_preload_libraries: 'pg_stat_statements' };

/**
 * Statements of the database for one answer of each kind, on average over its addresses, asked one after
 * the other while nobody else is there.
 */
export async function countQueries(
  superUrl: string,
  site: string,
  kinds: Readonly<Record<string, { paths: readonly string[]; cookie?: string }>>,
): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  const counts = new Map<string, number>();
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    for (const [kind, { paths, cookie }] of Object.entries(kinds)) {
      await client.query('SELECT pg_stat_statements_reset()');
      for (const path of paths) {
        const { status } = await ask(new Map(), kind, {
          url: site + path,
          ...(cookie !== undefined && { headers: { cookie } }),
        });
        if (status !== '200') throw new Error(`${path}: ${status}`);
      }
      // Ours are left out, and what a connection says when it is opened.
      const { rows } = await client.query<{ calls: number }>(
        `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements
          WHERE userid IN ('sawt_app'::regrole, 'sawt_reading'::regrole)
            AND query NOT ILIKE ALL (ARRAY['SET %', 'BEGIN%', 'COMMIT%', 'ROLLBACK%', 'DEALLOCATE%'])`,
      );
      counts.set(kind, (rows[0]?.calls ?? 0) / paths.length);
    }
  } finally {
    await client.end();
  }
  return counts;
}
