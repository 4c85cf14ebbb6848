import type pg from 'pg';
import type { SearchEngine } from './engine';

export interface Reconciled {
  /** How many records the archive publishes and how many the index holds. */
  published: number;
  held: number;
  /** References that the index has not, has in another version, or should not have. */
  missing: string[];
  stale: string[];
  extra: string[];
}

/**
 * Compares an engine's index with the archive, both ways, by reference, revision and digest. With
 * `repair`, what differs is put into the outbox, and the worker mends it. A record that is waiting in
 * the outbox anyway counts as no difference.
 */
export async function reconcile(app: pg.Pool, engine: SearchEngine, repair = false): Promise<Reconciled> {
  const found: Reconciled = { published: 0, held: 0, missing: [], stale: [], extra: [] };
  const held = engine.held()[Symbol.asyncIterator]();
  let here = await held.next();
  const takeHeld = async () => {
    found.held += 1;
    here = await held.next();
  };
  for await (const row of publishedRows(app)) {
    found.published += 1;
    while (!here.done && here.value.reference < row.reference) {
      found.extra.push(here.value.reference);
      await takeHeld();
    }
    if (here.done || here.value.reference !== row.reference) found.missing.push(row.reference);
    else {
      if (here.value.revision !== row.revision || here.value.digest !== row.digest)
        found.stale.push(row.reference);
      await takeHeld();
    }
  }
  while (!here.done) {
    found.extra.push(here.value.reference);
    await takeHeld();
  }
  await leaveOutWaiting(app, found);
  if (repair) await putIntoOutbox(app, found);
  return found;
}

async function* publishedRows(
  app: pg.Pool,
): AsyncGenerator<{ reference: string; revision: bigint; digest: string }> {
  let after = '';
  for (;;) {
    const { rows } = await app.query(
      `SELECT key, revision, digest FROM public_form
        WHERE kind = 'testimony' AND current AND NOT sealed AND key COLLATE "C" > $1
        ORDER BY key COLLATE "C" LIMIT 5000`,
      [after],
    );
    for (const row of rows) yield { reference: row.key, revision: BigInt(row.revision), digest: row.digest };
    if (rows.length === 0) return;
    after = rows.at(-1).key;
  }
}

async function leaveOutWaiting(app: pg.Pool, found: Reconciled): Promise<void> {
  const { rows } = await app.query('SELECT reference FROM search_outbox');
  const waiting = new Set(rows.map((row) => row.reference));
  for (const kind of ['missing', 'stale', 'extra'] as const) {
    found[kind] = found[kind].filter((reference) => !waiting.has(reference));
  }
}

async function putIntoOutbox(app: pg.Pool, { missing, stale, extra }: Reconciled): Promise<void> {
  await app.query(
    `INSERT INTO search_outbox (reference, revision, operation)
     SELECT reference, coalesce(f.revision, 0), operation
       FROM unnest($1::text[], $2::text[]) wanted (reference, operation)
       LEFT JOIN public_form f ON f.kind = 'testimony' AND f.key = reference AND f.current
     ON CONFLICT (reference) DO NOTHING`,
    [
      [...missing, ...stale, ...extra],
      [...[...missing, ...stale].map(() => 'upsert'), ...extra.map(() => 'delete')],
    ],
  );
}
