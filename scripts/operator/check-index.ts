import type { Context } from '@/lib/context';
import type { CheckIndex } from '@/lib/custody/verify/verify-archive';
import { env } from '@/lib/env';
import { openIndexing } from '@/lib/search/choose-engine';
import { type Reconciled, reconcile } from '@/lib/search/reconcile';

/** Compares every search index that the settings name with the archive; null when each agrees. */
export function indexCheck(context: Context): CheckIndex {
  return async () => {
    const house = openIndexing(env(), { app: context.pool, reading: context.pool });
    for (const engine of house.engines) {
      const found = await reconcile(context.pool, engine).catch((error) => noIndexYet(error, context));
      const differs = describe(found);
      if (differs !== null) return `the index of ${engine.name} ${differs}: npm run archive -- reindex`;
    }
    return null;
  };
}

function describe({ missing, stale, extra }: Reconciled): string | null {
  if (extra[0] !== undefined) return `holds ${extra[0]}, which is not public (${extra.length} such)`;
  if (missing[0] !== undefined) return `lacks ${missing[0]} (${missing.length} such)`;
  if (stale[0] !== undefined) return `has another version of ${stale[0]} (${stale.length} such)`;
  return null;
}

/** An archive that has never been started has no index, and all that is public waits to be put there. */
async function noIndexYet(error: { code?: string }, { pool }: Context): Promise<Reconciled> {
  const UNDEFINED_TABLE = '42P01';
  if (error.code !== UNDEFINED_TABLE) throw error;
  const { rows } = await pool.query<{ key: string }>(
    `SELECT key FROM public_form WHERE kind = 'testimony' AND current AND NOT sealed
     AND key NOT IN (SELECT reference FROM search_outbox)`,
  );
  return { published: rows.length, held: 0, missing: rows.map(({ key }) => key), stale: [], extra: [] };
}
